//! The network's routes, feature by feature.

use utoipa_actix_web::service_config::ServiceConfig;

use super::{attendance, enrolment, rooms, templates, workshops};

pub fn mount(config: &mut ServiceConfig<'_>) {
    templates::routes::mount(config);
    rooms::routes::mount(config);
    workshops::routes::mount(config);
    enrolment::routes::mount(config);
    attendance::routes::mount(config);
}
