//! Token buckets: per address (IPv6 by /64) and per account name.

use std::future::{Ready, ready};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::problem::Problem;
use crate::platform::context::Context;

/// One keyed bucket: a burst, then one more every so often.
pub struct Throttle {
    buckets: DefaultKeyedRateLimiter<String>,
}

impl Throttle {
    /// `burst` at once, then one every `period`.
    pub fn new(burst: u32, period: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(period)
            .unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN))
            .allow_burst(burst);
        Self { buckets: RateLimiter::keyed(quota) }
    }

    /// # Errors
    /// 429 with `Retry-After` when the bucket of `key` is empty.
    pub fn take(&self, key: &str) -> Result<(), Problem> {
        if self.buckets.len() > 100_000 {
            self.buckets.retain_recent();
        }
        self.buckets.check_key(&key.to_owned()).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Problem::too_many_requests(wait.as_secs() + 1)
        })
    }
}

/// The key of an address: an IPv6 household is its /64.
pub fn address_key(address: Option<IpAddr>) -> String {
    match address {
        Some(IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Some(IpAddr::V4(v4)) => v4.to_string(),
        None => "unknown".to_owned(),
    }
}

/// The address a request came from: the peer's, or behind a proxy of one's own the last one in
/// `X-Forwarded-For`, which that proxy wrote.
pub struct ClientAddress(pub Option<IpAddr>);

impl ClientAddress {
    pub fn of(req: &HttpRequest) -> Self {
        let trusted = req.app_data::<Data<Context>>().is_some_and(|ctx| ctx.behind_proxy);
        let forwarded = req
            .headers()
            .get("x-forwarded-for")
            .filter(|_| trusted)
            .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        Self(forwarded.or_else(|| req.peer_addr().map(|peer| peer.ip())))
    }
}

impl FromRequest for ClientAddress {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(req)))
    }
}
