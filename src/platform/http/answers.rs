//! Answers that are given again as long as nothing in the database changed: a list or a figure
//! asked twice between two writes is computed once, also when it is asked twice at the same time.
//!
//! The mark of the database is taken before an answer is computed and again before it is reused
//! or waited for, so an answer is never older than its question. Only the present mark's answers
//! are kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, Responder};
use serde::Serialize;
use tokio::sync::OnceCell;

use super::fresh;
use super::problem::Problem;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Mark, Reading, Source};

/// The most bytes kept.
const MOST: usize = 16 * 1024 * 1024;

/// What an answer depends on besides the data.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AnswerKey {
    pub route: &'static str,
    pub account_id: Id,
    /// The question itself: query string or body.
    pub question: String,
}

type Key = (AnswerKey, chrono::NaiveDate);
/// A body, or the place where whoever asked first will put it.
type Place = Arc<OnceCell<Bytes>>;

#[derive(Default)]
struct Kept {
    mark: Option<Mark>,
    places: HashMap<Key, Place>,
    bytes: usize,
}

impl Kept {
    fn forget(&mut self) {
        self.places.clear();
        self.bytes = 0;
    }
}

/// The answers a process keeps.
#[derive(Default)]
pub struct Answers {
    kept: Mutex<Kept>,
}

impl Answers {
    fn place(&self, mark: &Mark, key: Key) -> Place {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.mark.as_ref() != Some(mark) {
            kept.forget();
            kept.mark = Some(mark.clone());
        }
        Arc::clone(kept.places.entry(key).or_default())
    }

    /// Notes that a body of `mark` takes so many bytes; when that is too much, none is kept.
    fn weigh(&self, mark: &Mark, bytes: usize) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.mark.as_ref() == Some(mark) {
            kept.bytes += bytes;
            if kept.bytes > MOST {
                kept.forget();
            }
        }
    }

    /// Forgets a question that was refused, unless somebody is reading it again.
    fn forget(&self, key: &Key, place: &Place) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let same = kept.places.get(key).is_some_and(|other| Arc::ptr_eq(other, place));
        // This reader and the table.
        if same && Arc::strong_count(place) <= 2 && place.get().is_none() {
            kept.places.remove(key);
        }
    }
}

/// A JSON body, computed now or given again.
pub struct Answer(Bytes, Source);

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let answer = HttpResponse::Ok().content_type("application/json").body(self.0);
        fresh::as_of(answer, self.1)
    }
}

/// Gives the kept answer of `key`, waits for the one under way, or reads, keeps and gives it.
pub async fn answer<T: Serialize>(
    ctx: &Context,
    key: AnswerKey,
    read: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
) -> Result<Answer, Problem> {
    answer_of(ctx, key, |conn| read(conn).map(Reading::of_primary)).await
}

/// [`answer`] to a question of which the replica may have done a part. Nobody waits where there is a
/// replica: what it gives one reader may be too old for the next.
pub async fn answer_of<T: Serialize>(
    ctx: &Context,
    key: AnswerKey,
    read: impl FnOnce(&mut Conn) -> Result<Reading<T>, Problem> + Send + 'static,
) -> Result<Answer, Problem> {
    let read = || {
        ctx.db.read(move |conn| {
            let Reading { value, source } = read(conn)?;
            let body = serde_json::to_vec(&value).map_err(Problem::internal)?;
            Ok::<_, Problem>((Bytes::from(body), source))
        })
    };
    let Some(mark) = ctx.db.mark().await else {
        return read().await.map(|(body, source)| Answer(body, source));
    };
    let key = (key, ctx.clock.today());
    let place = ctx.answers.place(&mark, key.clone());
    if let Some(body) = place.get() {
        return Ok(Answer(body.clone(), Source::Primary));
    }
    if ctx.db.replica().is_some() {
        let read = read().await;
        if let Ok((body, Source::Primary)) = &read
            && place.set(body.clone()).is_ok()
        {
            ctx.answers.weigh(&mark, body.len());
        }
        ctx.answers.forget(&key, &place);
        return read.map(|(body, source)| Answer(body, source));
    }
    // Who waits for a reader that fails, or goes away, becomes the reader.
    let read = || async {
        let (body, _) = read().await?;
        ctx.answers.weigh(&mark, body.len());
        Ok(body)
    };
    let body = place.get_or_try_init(read).await.cloned();
    if body.is_err() {
        ctx.answers.forget(&key, &place);
    }
    body.map(|body| Answer(body, Source::Primary))
}
