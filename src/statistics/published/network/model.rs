//! Protected figures of the network as they are sent.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::network::figures::{NetworkFigure, NetworkLine};
use crate::platform::database::Moment;
use crate::statistics::published::model::Hidden;

/// One protected figure, with what it means.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProtectedNetworkFigure {
    pub code: NetworkFigure,
    pub title: String,
    /// What it counts, in the reader's language.
    pub definition: String,
    /// The number, or the part of a rate; null where it is hidden or there is nothing to count.
    pub value: Option<i64>,
    /// The whole of a rate; null for a plain number.
    pub of: Option<i64>,
    /// Why it is hidden.
    #[schema(inline)]
    pub hidden: Option<Hidden>,
}

/// The lines of one family: all of them, or none.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NetworkLines {
    /// Why there are none.
    #[schema(inline)]
    pub hidden: Option<Hidden>,
    pub items: Vec<NetworkLine>,
}

/// The network of a perimeter over a half-year, protected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublishedNetwork {
    pub calculated_at: Moment,
    pub year: i32,
    /// 1: January to June; 2: July to December.
    pub half: i32,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// A figure on fewer people is hidden.
    pub k: i32,
    pub items: Vec<ProtectedNetworkFigure>,
    pub by_programme: NetworkLines,
    pub by_departement: NetworkLines,
}
