//! From pages laid out to the bytes of a PDF/UA document.

use std::collections::HashMap;
use std::num::NonZeroU16;

use chrono::{Datelike, NaiveDateTime, Timelike};
use krilla::annotation::{Annotation, LinkAnnotation, Target as LinkTarget};
use krilla::configure::{Accessibility, ConfigurationBuilder, Validator};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node as TagNode, SpanTag,
    TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};

use super::PdfError;
use super::brush::{draw, rect};
use super::canvas::{Entry, Laid, Mark, PAGE_HEIGHT, PAGE_WIDTH, Target};
use super::structure::{NodeId, Role, Structure};
use super::typeset::embedded;
use crate::platform::lang::Lang;

/// What readers show of the document before opening it.
pub struct About {
    pub title: String,
    pub subject: String,
    pub lang: Lang,
    /// When it was made, in the reader's own time.
    pub at: NaiveDateTime,
}

/// What each node holds: texts of pages, and links.
type Leaves = HashMap<NodeId, Vec<Identifier>>;

/// Writes the document.
///
/// # Errors
/// When the writer refuses it, which the tests of the layout rule out.
pub fn write(laid: &Laid, about: &About) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .set_validator(Validator::Ua(Accessibility::UA1))
        .finish()
        .map_err(|_| PdfError::Settings)?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let fonts = embedded().ok_or(PdfError::Font)?;
    let mut leaves = Leaves::new();
    for page in &laid.pages {
        let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).ok_or(PdfError::Settings)?;
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        for (mark, shapes) in &page.items {
            let leaf = surface.start_tagged(content_tag(*mark));
            for shape in shapes {
                draw(&mut surface, shape, &fonts);
            }
            surface.end_tagged();
            if let Mark::Content(node) = mark {
                leaves.entry(*node).or_default().push(leaf);
            }
        }
        surface.finish();
        for link in &page.links {
            let Some(rect) = rect(link.area) else { continue };
            let target = LinkTarget::Destination(destination(link.target).into());
            let annotation =
                Annotation::new_link(LinkAnnotation::new(rect, target), Some(link.words.clone()));
            let leaf = sheet.add_tagged_annotation(annotation);
            leaves.entry(link.node).or_default().push(leaf);
        }
        sheet.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(about.lang.tag().to_owned()));
    for root in &laid.structure.roots {
        if let Some(group) = group(&laid.structure, *root, &mut leaves) {
            tree.push(group);
        }
    }
    document.set_tag_tree(tree);
    let mut outline = Outline::new();
    for entry in &laid.outline {
        outline.push_child(bookmark(entry));
    }
    document.set_outline(outline);
    document.set_metadata(metadata(about));
    document.finish().map_err(|error| PdfError::Writing(error.to_string()))
}

fn metadata(about: &About) -> Metadata {
    let at = DateTime::new(u16::try_from(about.at.year()).unwrap_or_default())
        .month(about.at.month() as u8)
        .day(about.at.day() as u8)
        .hour(about.at.hour() as u8)
        .minute(about.at.minute() as u8);
    Metadata::new()
        .title(about.title.clone())
        .description(about.subject.clone())
        .language(about.lang.tag().to_owned())
        .creator("Coopair".to_owned())
        .creation_date(at)
}

fn destination(target: Target) -> XyzDestination {
    XyzDestination::new(target.page, Point::from_xy(0.0, target.y))
}

fn bookmark(entry: &Entry) -> OutlineNode {
    let mut node = OutlineNode::new(entry.title.clone(), destination(entry.target)).with_open(true);
    for under in &entry.under {
        node.push_child(bookmark(under));
    }
    node
}

fn content_tag(mark: Mark) -> ContentTag<'static> {
    match mark {
        Mark::Content(_) => ContentTag::Span(SpanTag::empty()),
        Mark::Decoration => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Mark::Footer => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    }
}

fn group(structure: &Structure, id: NodeId, leaves: &mut Leaves) -> Option<TagGroup> {
    let node = structure.nodes.get(id.0)?;
    let mut children: Vec<TagNode> =
        leaves.remove(&id).into_iter().flatten().map(TagNode::from).collect();
    for under in &node.under {
        children.extend(group(structure, *under, leaves).map(TagNode::from));
    }
    // An empty cell keeps its place in its row.
    let cell = matches!(node.role, Role::Data | Role::RowHeader | Role::ColumnHeader);
    (cell || !children.is_empty()).then(|| TagGroup::with_children(tag(&node.role), children))
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Section => Tag::Section.into(),
        Role::Heading(level, title) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Contents => Tag::TOC.into(),
        Role::ContentsItem => Tag::TOCI.into(),
        Role::Reference => Tag::Reference.into(),
        Role::Link => Tag::Link.into(),
        Role::Table(summary) => {
            let summary = Some(summary.clone()).filter(|summary| !summary.is_empty());
            Tag::Table.with_summary(summary).into()
        }
        Role::HeaderRows => Tag::THead.into(),
        Role::BodyRows => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Role::Data => Tag::TD.into(),
        Role::Figure { words, page, area } => {
            let place = rect(*area).map(|rect| BBox::new(*page, rect));
            Tag::Figure(Some(words.clone())).with_bbox(place).into()
        }
    }
}
