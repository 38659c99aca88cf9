//! Who makes a request.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use crate::platform::database::Id;
use crate::platform::http::{Code, Problem};
use crate::{code_set, text_enum};

text_enum! {
    /// A hat a person may wear; rights are the union of one's hats.
    Role {
        Admin = "admin",
        Coordinator = "coordinator",
        Facilitator = "facilitator",
        Learner = "learner",
        Funder = "funder",
    }
}

code_set! {
    /// The hats of a person.
    Roles of Role as i32, diesel::sql_types::Integer
}

/// The signed-in person.
#[derive(Clone, Debug)]
pub struct Actor {
    pub account_id: Id,
    /// The human being, whatever hats they wear.
    pub person_id: Id,
    /// The sign-in session the access token belongs to.
    pub sign_in_id: Id,
    pub roles: Roles,
    pub facilitator_id: Option<Id>,
}

impl Actor {
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(role)
    }
}

impl FromRequest for Actor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let actor = req.extensions().get::<Actor>().cloned();
        ready(actor.ok_or_else(|| Problem::new(Code::Unauthenticated)))
    }
}

/// A signed-in facilitator: the author of what they record.
#[derive(Clone, Debug)]
pub struct Facilitator {
    pub actor: Actor,
    pub id: Id,
}

impl Deref for Facilitator {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl FromRequest for Facilitator {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let actor = req.extensions().get::<Actor>().cloned();
        ready(match actor {
            None => Err(Problem::new(Code::Unauthenticated)),
            Some(actor) => match actor.facilitator_id {
                Some(id) if actor.is(Role::Facilitator) => Ok(Self { actor, id }),
                _ => Err(Problem::forbidden()),
            },
        })
    }
}
