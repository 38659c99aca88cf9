//! People who speak HTTP.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use coopair::accounts::{InvitationInput, register};
use coopair::facilitators::{FacilitatorKind, find_kind};
use coopair::platform::database::Id;
use coopair::policy::Role;
use coopair::sign_in::Tokens;
use diesel::prelude::*;
use serde_json::Value;

use super::{Reply, TestApp};

/// Somebody, signed in or not.
#[derive(Clone)]
pub struct Person {
    pub app: TestApp,
    pub account_id: Option<Id>,
    pub facilitator_id: Option<Id>,
    pub email: String,
    pub token: Option<String>,
    pub language: &'static str,
    address: String,
}

impl Person {
    pub fn nobody(app: TestApp, address: String) -> Self {
        Self {
            app,
            account_id: None,
            facilitator_id: None,
            email: String::new(),
            token: None,
            language: "fr",
            address,
        }
    }

    fn request(&self, method: Method, path: &str) -> TestRequest {
        let mut request = TestRequest::default()
            .method(method)
            .uri(path)
            .insert_header(("accept-language", self.language))
            .insert_header(("x-forwarded-for", self.address.clone()));
        if let Some(token) = &self.token {
            request = request.insert_header(("authorization", format!("Bearer {token}")));
        }
        request
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.app.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.app.send(self.request(Method::POST, path).set_json(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.app.send(self.request(Method::PUT, path).set_json(body)).await
    }

    /// A change that names the version it saw.
    pub async fn put_at(&self, path: &str, version: i64, body: Value) -> Reply {
        let request = self.request(Method::PUT, path).insert_header(seen(version));
        self.app.send(request.set_json(body)).await
    }

    pub async fn post_at(&self, path: &str, version: i64, body: Value) -> Reply {
        let request = self.request(Method::POST, path).insert_header(seen(version));
        self.app.send(request.set_json(body)).await
    }

    pub async fn delete_at(&self, path: &str, version: i64) -> Reply {
        self.app.send(self.request(Method::DELETE, path).insert_header(seen(version))).await
    }

    /// Any method, without a body.
    pub async fn call(&self, method: &str, path: &str) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        self.app.send(self.request(method, path)).await
    }

    /// Any body of any kind.
    pub async fn raw(&self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let request =
            self.request(method, path).insert_header(("content-type", kind)).set_payload(body);
        self.app.send(request).await
    }

    /// With extra headers, such as cookies.
    pub async fn with_headers(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self.request(method, path);
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        if let Some(body) = body {
            request = request.set_json(body);
        }
        self.app.send(request).await
    }

    /// Uploads a file as the form's field `file`.
    pub async fn upload(&self, path: &str, name: &str, content: &[u8]) -> Reply {
        const BOUNDARY: &str = "coopair-test-boundary";
        let mut body = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.raw("POST", path, &kind, body).await
    }

    /// The facilitator's id.
    pub fn id(&self) -> Id {
        self.facilitator_id.expect("a facilitator")
    }
}

fn seen(version: i64) -> (&'static str, String) {
    ("if-match", format!("\"{version}\""))
}

impl TestApp {
    /// Somebody signed in with these hats; the e-mail address comes from the name.
    pub async fn person(&self, name: &str, roles: &[Role]) -> Person {
        let mut person = self.nobody();
        person.email = format!("{}@exemple.fr", name.to_lowercase());
        let input = InvitationInput {
            email: person.email.clone(),
            first_name: name.to_owned(),
            last_name: "Essai".to_owned(),
            roles: roles.to_vec(),
            facilitator_kind: roles
                .contains(&Role::Facilitator)
                .then_some(FacilitatorKind::Mediator),
            organization_id: None,
            place_ids: Vec::new(),
        };
        let clock = self.ctx.clock.clone();
        let (account_id, facilitator_id) = self
            .ctx
            .db
            .write_now(|conn| {
                let account = register(conn, &clock, &input)?;
                let facilitator = find_kind(conn, account.id)?.map(|(id, _)| id);
                Ok::<_, coopair::platform::http::Problem>((account.id, facilitator))
            })
            .expect("the account is made");
        person.account_id = Some(account_id);
        person.facilitator_id = facilitator_id;
        self.sign_in(&mut person);
        person
    }

    /// Opens a sign-in for a person, as their password or link would.
    pub fn sign_in(&self, person: &mut Person) {
        use coopair::platform::database::schema::{accounts, sign_in_sessions};
        let account_id = person.account_id.expect("an account");
        let now = self.ctx.clock.now();
        let sign_in_id = self.ctx.clock.new_id();
        self.sql(|conn| {
            diesel::update(accounts::table.find(account_id))
                .set(accounts::status.eq("active"))
                .execute(conn)?;
            diesel::insert_into(sign_in_sessions::table)
                .values((
                    sign_in_sessions::id.eq(sign_in_id),
                    sign_in_sessions::account_id.eq(account_id),
                    sign_in_sessions::by_link.eq(false),
                    sign_in_sessions::created_at.eq(now),
                    sign_in_sessions::expires_at.eq(now.plus_seconds(30 * 24 * 3600)),
                ))
                .execute(conn)
        });
        let tokens = Tokens::new(&[7; 32]);
        person.token = Some(tokens.sign(account_id, sign_in_id, now).expect("a token"));
    }

    pub async fn facilitator(&self, name: &str) -> Person {
        self.person(name, &[Role::Facilitator]).await
    }

    pub async fn coordinator(&self, name: &str) -> Person {
        self.person(name, &[Role::Coordinator]).await
    }

    pub async fn admin(&self, name: &str) -> Person {
        self.person(name, &[Role::Admin]).await
    }
}
