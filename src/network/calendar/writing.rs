//! Content lines of RFC 5545: escaped, folded at 75 octets, ended by CRLF.

/// No line is longer, its end left out (3.1).
const OCTETS: usize = 75;

/// A text in the making.
#[derive(Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    pub fn finish(self) -> String {
        self.text
    }

    /// A component, from BEGIN to END.
    pub fn group(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.value("BEGIN", name);
        inside(self);
        self.value("END", name);
    }

    /// A property whose value is no free text: an instant, a code, an address.
    pub fn value(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", one_line(value)));
    }

    /// A property whose value is free text (3.3.11).
    pub fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for c in plain(text).chars() {
            match c {
                '\\' | ',' | ';' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c => escaped.push(c),
            }
        }
        self.line(&format!("{name}:{escaped}"));
    }

    /// Never folds within a character.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// Without control characters but the ends of lines.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// The same on one line.
pub fn one_line(text: &str) -> String {
    plain(text).replace('\n', " ")
}
