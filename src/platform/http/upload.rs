//! One uploaded file of a multipart form, held in memory up to a limit.

use actix_multipart::{Multipart, MultipartError};
use serde::Deserialize;
use tokio_stream::StreamExt;
use utoipa::{IntoParams, ToSchema};

use super::faults::Said;
use super::problem::{Code, Problem};

/// The largest file an import takes.
pub const LIMIT: usize = 10 * 1024 * 1024;

/// Whether to write what an import holds.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// Default false: a dry run that writes nothing.
    #[serde(default)]
    pub commit: bool,
}

/// The form of an upload.
#[derive(ToSchema)]
pub struct UploadForm {
    /// The file; its name is ignored.
    #[schema(value_type = String, format = Binary)]
    #[allow(dead_code)]
    file: Vec<u8>,
}

/// Reads the field `file`; its name is ignored.
///
/// # Errors
/// 413 over [`LIMIT`], 415 for anything but a form, 422 when there is no such field, 400 when the
/// form is broken.
pub async fn file(mut form: Multipart) -> Result<Vec<u8>, Problem> {
    let mut file = None;
    while let Some(field) = form.next().await {
        let mut field = field.map_err(refused)?;
        let wanted = field.name() == Some("file");
        let mut bytes = Vec::new();
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(|_| broken())?;
            if bytes.len() + chunk.len() > LIMIT {
                return Err(Problem::new(Code::TooLarge));
            }
            bytes.extend_from_slice(&chunk);
        }
        if wanted && file.is_none() {
            file = Some(bytes);
        }
    }
    file.ok_or_else(|| {
        Problem::invalid(
            "/file",
            "required",
            Said::new("Choisissez un fichier à importer.", "Choose a file to import."),
        )
    })
}

fn refused(error: MultipartError) -> Problem {
    match error {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible => Problem::new(Code::UnsupportedMediaType),
        _ => broken(),
    }
}

fn broken() -> Problem {
    Problem::new(Code::InvalidParameter).saying(Said::new(
        "L’envoi du fichier est incomplet ou illisible.",
        "The file upload is incomplete or unreadable.",
    ))
}
