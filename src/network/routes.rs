//! The network over HTTP.

use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    calendar, facilitators, figures, matching, mentoring, recognition, requests, satisfaction,
};

pub fn mount(config: &mut ServiceConfig<'_>) {
    facilitators::routes::mount(config);
    matching::routes::mount(config);
    requests::routes::mount(config);
    calendar::routes::mount(config);
    mentoring::routes::mount(config);
    satisfaction::routes::mount(config);
    recognition::routes::mount(config);
    figures::routes::mount(config);
}
