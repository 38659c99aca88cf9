//! Shares in percent with one decimal.

use std::cmp::{Ordering, Reverse};

/// Shares of `counts` that add to exactly 100.0: each is rounded down to a tenth, and the tenths
/// left over go to the largest remainders (the earlier line on a tie). All 0 when nothing counts.
pub fn adding_to_100(counts: &[i64]) -> Vec<f64> {
    tenths(counts, |one, other| one.cmp(&other)).into_iter().map(percent).collect()
}

/// The same in tenths of a percent, for counts that are not in the order of their lines: `order`
/// tells which of two comes first.
pub fn tenths(counts: &[i64], order: impl Fn(usize, usize) -> Ordering) -> Vec<i64> {
    let total: i64 = counts.iter().sum();
    if total <= 0 {
        return vec![0; counts.len()];
    }
    let mut tenths: Vec<i64> = counts.iter().map(|count| count * 1000 / total).collect();
    let left = usize::try_from(1000 - tenths.iter().sum::<i64>()).unwrap_or(0);
    let mut owed: Vec<(Reverse<i64>, usize)> =
        counts.iter().enumerate().map(|(at, count)| (Reverse(count * 1000 % total), at)).collect();
    if left < owed.len() {
        owed.select_nth_unstable_by(left, |one, other| {
            one.0.cmp(&other.0).then_with(|| order(one.1, other.1))
        });
    }
    for (_, at) in owed.into_iter().take(left) {
        tenths[at] += 1;
    }
    tenths
}

/// Percent from tenths of a percent.
pub fn percent(tenths: i64) -> f64 {
    tenths as f64 / 10.0
}

/// The share of `count` in `whole`, rounded to a tenth; 0 of nothing is 0.
pub fn of(count: i64, whole: i64) -> f64 {
    if whole <= 0 { 0.0 } else { (count as f64 * 1000.0 / whole as f64).round() / 10.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thirds_add_up() {
        assert_eq!(adding_to_100(&[1, 1, 1]), [33.4, 33.3, 33.3]);
        assert_eq!(adding_to_100(&[0, 0]), [0.0, 0.0]);
        assert_eq!(adding_to_100(&[2, 1, 0]), [66.7, 33.3, 0.0]);
    }

    proptest! {
        #[test]
        fn always_100_and_never_a_tenth_off(counts in prop::collection::vec(0_i64..100_000, 1..40)) {
            let shares = adding_to_100(&counts);
            let total: i64 = counts.iter().sum();
            if total > 0 {
                let tenths: i64 = shares.iter().map(|share| (share * 10.0).round() as i64).sum();
                prop_assert_eq!(tenths, 1000);
                for (count, share) in counts.iter().zip(&shares) {
                    let exact = *count as f64 * 100.0 / total as f64;
                    prop_assert!((exact - share).abs() < 0.1);
                }
            }
        }

        #[test]
        fn the_order_given_decides_between_equals(counts in prop::collection::vec(0_i64..9, 1..40)) {
            let turned: Vec<i64> = counts.iter().rev().copied().collect();
            let mut shares = tenths(&turned, |one, other| other.cmp(&one));
            shares.reverse();
            let shares: Vec<f64> = shares.into_iter().map(percent).collect();
            prop_assert_eq!(shares, adding_to_100(&counts));
        }
    }
}
