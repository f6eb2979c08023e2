//! One corpus, asked the same on each engine: which messages answer, and what of them is shown.

use super::*;

/// Texts by number, oldest first; some with a file.
const CORPUS: [(&str, Option<&str>); 26] = [
    ("The lighthouse keeper brews green tea every evening", None),
    ("Green tea, or GREENER tea? Both are in the cupboard", None),
    ("Don't forget the café on Straße 5", None),
    ("naïve résumé, coöperate", None),
    ("fn main() { let keeper_count = 3; }", None),
    ("`cargo build --release` took 3gb of memory", None),
    ("See https://example.org/docs/search?page=2 for more", None),
    ("The tea is green in the evening", None),
    ("El niño comió piñas en el jardín de la Señora Núñez", None),
    ("¿Dónde está la reunión? Mañana, en la oficina", None),
    ("la señora no vino", None),
    ("هذا كِتَابٌ جديد عن المدرسة", None),
    ("كتـــاب آخر في مدرسه قديمة", None),
    ("ذهبت إلى أحمد على الطريق", None),
    ("السعر ١٢٣ درهم", None),
    ("東京都に行きました", None),
    ("京都の夏は暑い", None),
    ("東京 の 京都 フェア", None),
    ("ビールとﾋﾞｰﾙ", None),
    ("안녕하세요 세상", None),
    ("great🎉party ❤\u{FE0F} tonight", None),
    ("👩\u{200D}🚀 launches at 3", None),
    ("the minutes", Some("Quarterly Report_2026.txt")),
    ("एक हिन्दी वाक्य", None),
    ("Ὀδυσσεὺς sailed home", None),
    ("кот сидит на ёлке", None),
];

/// A question, the numbers that answer, and what is shown of the newest of them.
const QUESTIONS: [(&str, &[usize], &[&str]); 62] = [
    ("tea", &[0, 1, 7], &["tea"]),
    ("TEA ", &[0, 1, 7], &["tea"]),
    ("green tea", &[0, 1, 7], &["tea", "green"]),
    ("\"green tea\"", &[0, 1], &["Green tea"]),
    ("“green tea”", &[0, 1], &["Green tea"]),
    ("\"tea green\"", &[], &[]),
    ("\"tea is green in\"", &[7], &["tea is green in"]),
    ("gree", &[0, 1, 7], &["green"]),
    ("gree ", &[], &[]),
    ("tea -evening", &[1], &["tea", "tea"]),
    ("tea -\"green tea\"", &[7], &["tea"]),
    ("evening keeper", &[0], &["keeper", "evening"]),
    ("eve", &[0, 7], &["evening"]),
    ("don't", &[2], &["Don't"]),
    ("dont", &[], &[]),
    ("cafe", &[2], &["café"]),
    ("CAFÉ", &[2], &["café"]),
    ("strasse", &[2], &["Straße"]),
    ("naive resume", &[3], &["naïve", "résumé"]),
    ("cooperate", &[3], &["coöperate"]),
    ("keeper_count", &[4], &["keeper_count"]),
    ("keeper", &[0, 4], &["keeper"]),
    ("3gb", &[5], &["3gb"]),
    ("cargo build --release", &[], &[]),
    ("cargo \"build --release\"", &[5], &["cargo", "build --release"]),
    ("example.org", &[6], &["example.org"]),
    ("example.or", &[6], &["example.org"]),
    ("https://example.org/docs", &[6], &["https://example.org/docs"]),
    ("\"page=2\"", &[6], &["page=2"]),
    ("nino", &[8], &["niño"]),
    ("ninos", &[], &[]),
    ("senora", &[8, 10], &["señora"]),
    ("SEÑORA nunez", &[8], &["Señora", "Núñez"]),
    ("donde esta", &[9], &["Dónde", "está"]),
    ("manana oficina", &[9], &["Mañana", "oficina"]),
    ("كتاب", &[11, 12], &["كتـــاب"]),
    ("مدرسة", &[12], &["مدرسه"]),
    ("المدرسة", &[11], &["المدرسة"]),
    ("احمد", &[13], &["أحمد"]),
    ("الى", &[13], &["إلى"]),
    ("علي", &[13], &["على"]),
    ("123", &[14], &["١٢٣"]),
    ("東京", &[15, 17], &["東京"]),
    ("京都", &[15, 16, 17], &["京都"]),
    ("東京都", &[15], &["東京都"]),
    ("東京 京都", &[15, 17], &["東京", "京都"]),
    ("京 夏", &[16], &["京", "夏"]),
    ("行きました", &[15], &["行きました"]),
    ("ビール", &[18], &["ビール", "ﾋﾞｰﾙ"]),
    ("안녕", &[19], &["안녕하세요"]),
    ("안녕 세상", &[], &[]),
    ("party", &[20], &["party"]),
    ("\"great party\"", &[20], &["great🎉party"]),
    ("launches", &[21], &["launches"]),
    ("report", &[22], &[]),
    ("\"quarterly report\"", &[22], &[]),
    ("minutes 2026", &[22], &["minutes"]),
    ("\"minutes quarterly\"", &[], &[]),
    ("हिन्दी", &[23], &["हिन्दी"]),
    ("οδυσσευς", &[24], &["Ὀδυσσεὺς"]),
    ("елке", &[25], &["ёлке"]),
    ("кит", &[], &[]),
];

#[tokio::test]
async fn one_corpus_gives_the_same_answers_on_each_engine() {
    let (world, [ada, ben, _], space, general) = room().await;
    for (text, file) in CORPUS {
        match file {
            Some(name) => drop(ada.sends_file(general.id, text, name, b"words").await),
            None => drop(ada.said(general.id, text).await),
        }
    }
    let mut wrong = Vec::new();
    for (q, numbers, marked) in QUESTIONS {
        let hits = ben.searches(&in_space(space.id), &[("q", q)]).await;
        let found: Vec<&str> = hits.iter().filter_map(|hit| hit.message.content.as_deref()).collect();
        let expected: Vec<&str> = numbers.iter().rev().map(|number| CORPUS[*number].0).collect();
        let first = hits.first().map(shown).unwrap_or_default();
        if found != expected || first != marked {
            wrong.push(format!("{q}: {found:?} showing {first:?}, not {expected:?} showing {marked:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    world.stop().await;
}
