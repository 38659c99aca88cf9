//! What a process keeps because it is needed at each turn and changes seldom, one value of each type.
//!
//! A value is kept under a mark of the data it was read from, which grows with every change of it;
//! whoever asks reads the present mark along with their own data, so that nothing old is given.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Value = Arc<dyn Any + Send + Sync>;

/// The values a process keeps.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<TypeId, (i64, Value)>>);

impl Kept {
    /// The value of this type, if it is of `mark`.
    pub fn get<T: Send + Sync + 'static>(&self, mark: i64) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, value) = kept.get(&TypeId::of::<T>())?;
        if *of != mark {
            return None;
        }
        Arc::clone(value).downcast().ok()
    }

    /// Keeps a value in the place of an older one.
    pub fn keep<T: Send + Sync + 'static>(&self, mark: i64, value: Arc<T>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = kept.get(&TypeId::of::<T>()).is_some_and(|(of, _)| *of > mark);
        if !newer {
            kept.insert(TypeId::of::<T>(), (mark, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_given_for_its_mark_alone() {
        let kept = Kept::default();
        kept.keep(3, Arc::new("three".to_owned()));
        kept.keep(2, Arc::new("two".to_owned()));
        kept.keep(2, Arc::new(2_u8));
        assert_eq!(kept.get::<String>(3).as_deref().map(String::as_str), Some("three"));
        assert_eq!(kept.get::<String>(2), None);
        assert_eq!(kept.get::<u8>(2).as_deref(), Some(&2));
    }
}
