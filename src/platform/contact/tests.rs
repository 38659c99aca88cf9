use super::*;

fn code<T: std::fmt::Debug>(result: Result<T, Reason>) -> &'static str {
    result.map_or_else(|reason| reason.code, |value| panic!("accepted: {value:?}"))
}

#[test]
fn reads_phones_as_people_write_them() {
    for (typed, stored) in [
        ("0102030405", "+33102030405"),
        ("06.12.34.56.78", "+33612345678"),
        (" 06 12\u{a0}34 56 78 ", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("0639123456", "+262639123456"),
        ("06 39 98 00 01", "+33639980001"),
        ("+262 692 12 34 56", "+262692123456"),
        ("+33 690 12 34 56", "+590690123456"),
        ("0596123456", "+596596123456"),
        ("+594 594 12 34 56", "+594594123456"),
        ("+590 0590 12 34 56", "+590590123456"),
        ("+508 41 23 45", "+508412345"),
        ("+689 40 12 34 56", "+68940123456"),
        ("+352 621 123 456", "+352621123456"),
        ("00352 27 12 34 56", "+35227123456"),
    ] {
        assert_eq!(phone(typed).as_deref(), Ok(stored), "{typed}");
    }
}

#[test]
fn refuses_what_is_not_a_phone() {
    for typed in [
        "abc",
        "",
        "06 12 34 56",
        "061234567890",
        "0012025550123",
        "+1 202 555 0123",
        "612345678",
        "00",
        "+",
        "+33",
        "+33012345678",
        "06123456\u{0}78",
        "0612345678 / 0712345678",
        "++33612345678",
    ] {
        assert_eq!(code(phone(typed)), "invalid_phone", "{typed}");
    }
}

#[test]
fn checks_emails() {
    assert_eq!(
        email(" Lea.Exemple+test@Mairie.Exemple.fr ").as_deref(),
        Ok("lea.exemple+test@mairie.exemple.fr")
    );
    assert_eq!(email("zoé@café.exemple").as_deref(), Ok("zoé@café.exemple"));
    for typed in [
        "",
        "a",
        "@b.fr",
        "a@",
        "a@b",
        "a@b.1",
        "a@@b.fr",
        "a@b@c.fr",
        "a b@c.fr",
        "a@b.fr\r\nBcc: c@d.fr",
        "a@b.fr\n",
        "a@.fr",
        "a@b..fr",
        ".a@b.fr",
        "a..b@c.fr",
        "a@-b.fr",
        "a@b.f",
        "a\u{0}@b.fr",
        "a,b@c.fr",
        "<a@b.fr>",
    ] {
        assert_eq!(code(email(typed)), "invalid_email", "{typed:?}");
    }
    assert_eq!(code(email(&format!("{}@b.fr", "a".repeat(295)))), "too_long");
    assert_eq!(code(email(&format!("{}@b.fr", "a".repeat(65)))), "invalid_email");
}

#[test]
fn checks_web_addresses() {
    for (typed, stored) in [
        ("https://www.exemple.fr/a?b=c#d", "https://www.exemple.fr/a?b=c#d"),
        ("HTTP://exemple.fr", "http://exemple.fr"),
        ("www.exemple.fr/page", "https://www.exemple.fr/page"),
        ("https://exemple.fr:8443/", "https://exemple.fr:8443/"),
    ] {
        assert_eq!(web_address(typed).as_deref(), Ok(stored));
    }
    for typed in [
        "javascript:alert(1)",
        "javascript://exemple.fr/%0aalert(1)",
        "data:text/html,x",
        "ftp://exemple.fr",
        "https://",
        "https://local",
        "https://a b.fr",
        "https://user:pass@exemple.fr",
        "",
        "//exemple.fr",
    ] {
        assert_eq!(code(web_address(typed)), "invalid_url", "{typed}");
    }
    assert_eq!(code(web_address(&format!("https://exemple.fr/{}", "a".repeat(2_000)))), "too_long");
}

#[test]
fn checks_sirets() {
    assert_eq!(siret("434 933 123 00029").as_deref(), Ok("43493312300029"));
    assert_eq!(siret("35600000000048").as_deref(), Ok("35600000000048"));
    // Digits add up to 20, Luhn does not hold: an office of La Poste.
    assert!(siret("35600000000006").is_ok());
    for typed in [
        "43493312300028",
        "00000000000000",
        "4349331230002",
        "4349331230002A",
        "",
        "４３４９３３１２３０００２９",
    ] {
        assert_eq!(code(siret(typed)), "invalid_siret", "{typed}");
    }
}

#[test]
fn checks_rnas() {
    assert_eq!(rna(" w751234567 ").as_deref(), Ok("W751234567"));
    assert_eq!(rna("W9A1002345").as_deref(), Ok("W9A1002345"));
    for typed in ["751234567", "W75123456", "W7512345678", "W75123456é", ""] {
        assert_eq!(code(rna(typed)), "invalid_rna", "{typed}");
    }
}

#[test]
fn refuses_characters_that_are_not_text() {
    assert!(text("Deux lignes\n\tet une tabulation, Zoé").is_ok());
    for value in ["a\u{0}b", "a\rb", "\u{1b}[31m", "\u{85}", &format!("e{}", "\u{301}".repeat(6))] {
        assert_eq!(code(text(value)), "forbidden_character", "{value:?}");
        assert_eq!(code(line(value)), "forbidden_character", "{value:?}");
    }
    assert_eq!(code(line("Deux\nlignes")), "forbidden_character");
}
