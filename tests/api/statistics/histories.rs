//! Random histories: whatever two facilitators do, every figure equals the naive recount.

mod draft;
mod world;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use world::World;

/// How many histories each engine lives through.
const HISTORIES: u32 = 24;
const QUESTIONS: usize = 5;

/// Random bytes, read one choice at a time: an exhausted supply always takes the first choice,
/// which is what makes a failing history shrink.
pub struct Dice<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Dice<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte) % bound.max(1)
    }

    pub fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == bound - 1
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// One of them, or none.
    pub fn some<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        let at = self.below(from.len() + 1);
        at.checked_sub(1).map(|at| from[at].clone())
    }

    /// A few of them, each once.
    pub fn few<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        let mut left = from.to_vec();
        let count = self.below(4).min(left.len());
        (0..count).map(|_| left.swap_remove(self.below(left.len()))).collect()
    }
}

type Bytes = [u8; 32];

#[test]
fn every_figure_equals_a_naive_recount() {
    let config = Config {
        cases: HISTORIES,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let histories = (
        proptest::collection::vec(any::<Bytes>(), 1..=50),
        proptest::collection::vec(any::<Bytes>(), QUESTIONS),
    );
    let outcome = TestRunner::new_with_rng(config, rng).run(&histories, |(steps, questions)| {
        let system = actix_web::rt::System::new();
        system.block_on(live(&steps, &questions)).map_err(TestCaseError::fail)
    });
    if let Err(TestError::Fail(told, _)) = outcome {
        panic!("{told}");
    }
    outcome.expect("the histories run");
}

/// Lives a history and asks about it; tells the first difference, and what had happened.
async fn live(steps: &[Bytes], questions: &[Bytes]) -> Result<(), String> {
    let mut world = World::new().await;
    let lived = async {
        for step in steps {
            world.step(&mut Dice::new(step)).await?;
        }
        for bytes in questions {
            world.ask(&mut Dice::new(bytes)).await?;
        }
        world.check()
    }
    .await;
    lived.map_err(|told| format!("{told}\n\nWhat had happened:\n{}", world.log.join("\n")))
}
