//! Documents as PDF: tagged for assistive technology (PDF/UA-1), text that can be selected, shapes
//! as vectors.
//!
//! Words: a *run* is a line of shaped text; a *shape* is a thing to draw; a *mark* binds shapes to
//! a node of the *structure* that is read out, or says that they are decoration; the *flow* is the
//! pen that goes down the pages. First everything is laid out ([`lay_out`]), then it is written
//! ([`write()`]); tests read what lies between ([`Laid`]).
//!
//! Rules (PDF/UA-1, ISO 14289-1): headings start at 1 and skip no level; every table has its header
//! cells; what is drawn is read out as words or marked as decoration; the document has a title and
//! a language. Ours: nothing needs colour to be read; one document always gives the same bytes.

mod brush;
mod canvas;
mod contents;
mod flow;
mod grid;
mod parts;
mod run;
mod structure;
mod table;
pub mod theme;
mod typeset;
mod write;

pub use canvas::{Area, Colour, Entry, Hatch, Laid, Link, Mark, Page, Shape, Target};
pub use contents::{Chapter, contents, contents_pages, outline};
pub use flow::{Flow, base_line, line_at, line_ending_at};
pub use grid::{Drawing, GUTTER, Grid, Set};
pub use parts::{fact, fact_height, footers, sign};
pub use run::{Face, Run};
pub use structure::{Node, NodeId, Role, Structure};
pub use table::{Cell, Cells, Column};
pub use typeset::Typesetter;
pub use write::{About, write};

use typeset::Faces;

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the fonts of the program cannot be read")]
    Font,
    #[error("the settings of the document contradict one another")]
    Settings,
    #[error("the document cannot be written: {0}")]
    Writing(String),
}

/// The pages on which `draw` lays something out.
///
/// # Errors
/// Only if the program's own fonts are damaged.
pub fn lay_out(draw: impl FnOnce(&mut Flow<'_>)) -> Result<Laid, PdfError> {
    let faces = Faces::new().ok_or(PdfError::Font)?;
    let typesetter = faces.typesetter();
    let mut flow = Flow::new(&typesetter);
    draw(&mut flow);
    Ok(flow.laid)
}

#[cfg(test)]
pub mod reading;
#[cfg(test)]
mod tests;
