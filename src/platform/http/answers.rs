//! Answers that are given again as long as nothing in the database changed: a list or a figure
//! asked twice between two writes is computed once.
//!
//! The mark of the database is taken before an answer is computed and again before it is reused,
//! so an answer is never older than its question. Only the present mark's answers are kept, and
//! none of a replica, which may be older than the mark.

use std::collections::HashMap;
use std::sync::Mutex;

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, Responder};
use serde::Serialize;

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

#[derive(Default)]
struct Kept {
    mark: Option<Mark>,
    bodies: HashMap<(AnswerKey, chrono::NaiveDate), Bytes>,
    bytes: usize,
}

/// The answers a process keeps.
#[derive(Default)]
pub struct Answers {
    kept: Mutex<Kept>,
}

impl Answers {
    fn find(&self, mark: &Mark, key: &(AnswerKey, chrono::NaiveDate)) -> Option<Bytes> {
        let kept = self.kept.lock().ok()?;
        if kept.mark.as_ref() == Some(mark) { kept.bodies.get(key).cloned() } else { None }
    }

    fn keep(&self, mark: Mark, key: (AnswerKey, chrono::NaiveDate), body: Bytes) {
        let Ok(mut kept) = self.kept.lock() else { return };
        if kept.mark.as_ref() != Some(&mark) || kept.bytes + body.len() > MOST {
            kept.bodies.clear();
            kept.bytes = 0;
            kept.mark = Some(mark);
        }
        kept.bytes += body.len();
        kept.bodies.insert(key, body);
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

/// Gives the kept answer of `key`, or reads, keeps and gives it.
pub async fn answer<T: Serialize>(
    ctx: &Context,
    key: AnswerKey,
    read: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
) -> Result<Answer, Problem> {
    answer_of(ctx, key, |conn| read(conn).map(Reading::of_primary)).await
}

/// [`answer`] to a question of which the replica may have done a part.
pub async fn answer_of<T: Serialize>(
    ctx: &Context,
    key: AnswerKey,
    read: impl FnOnce(&mut Conn) -> Result<Reading<T>, Problem> + Send + 'static,
) -> Result<Answer, Problem> {
    let key = (key, ctx.clock.today());
    let mark = ctx.db.mark().await;
    if let Some(body) = mark.as_ref().and_then(|mark| ctx.answers.find(mark, &key)) {
        return Ok(Answer(body, Source::Primary));
    }
    let (body, source) = ctx
        .db
        .read(move |conn| {
            let Reading { value, source } = read(conn)?;
            let body = serde_json::to_vec(&value).map_err(Problem::internal)?;
            Ok::<_, Problem>((Bytes::from(body), source))
        })
        .await?;
    if let Some(mark) = mark
        && source == Source::Primary
    {
        ctx.answers.keep(mark, key, body.clone());
    }
    Ok(Answer(body, source))
}
