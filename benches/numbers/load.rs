//! Several connections that ask as fast as they are answered, for a bounded time.

use std::time::{Duration, Instant};

use crate::http::Client;

pub struct Load {
    seconds: f64,
    latencies: Vec<Duration>,
}

impl Load {
    pub fn per_second(&self) -> f64 {
        self.latencies.len() as f64 / self.seconds
    }

    pub fn p99(&self) -> Duration {
        self.latencies[self.latencies.len() * 99 / 100]
    }
}

/// Asks on `connections` for `seconds`; `question` gets the connection's number and the count.
pub fn run(
    address: &str,
    connections: usize,
    seconds: u64,
    question: impl Fn(usize, usize) -> String + Sync,
) -> Load {
    let question = &question;
    let started = Instant::now();
    let end = started + Duration::from_secs(seconds);
    let mut latencies: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|thread| {
                scope.spawn(move || {
                    let mut client = Client::open(address);
                    let mut latencies = Vec::new();
                    while Instant::now() < end {
                        let request = question(thread, latencies.len());
                        let asked = Instant::now();
                        let answer = client.ask(&request);
                        latencies.push(asked.elapsed());
                        assert!(
                            answer.status < 300,
                            "{}: {}",
                            answer.status,
                            String::from_utf8_lossy(&answer.body)
                        );
                    }
                    latencies
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a client")).collect()
    });
    latencies.sort();
    Load { seconds: started.elapsed().as_secs_f64(), latencies }
}
