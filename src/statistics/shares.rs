//! Shares in percent with one decimal.

/// Shares of `counts` that add to exactly 100.0: each is rounded down to a tenth, and the tenths
/// left over go to the largest remainders (the earlier line on a tie). All 0 when nothing counts.
pub fn adding_to_100(counts: &[i64]) -> Vec<f64> {
    let total: i64 = counts.iter().sum();
    if total <= 0 {
        return vec![0.0; counts.len()];
    }
    let mut tenths: Vec<i64> = counts.iter().map(|count| count * 1000 / total).collect();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(counts[*at] * 1000 % total), *at));
    let left = 1000 - tenths.iter().sum::<i64>();
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        tenths[at] += 1;
    }
    tenths.into_iter().map(|tenth| tenth as f64 / 10.0).collect()
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
    }
}
