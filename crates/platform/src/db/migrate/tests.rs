//! Steps that differ by engine, and tables made anew under the rows that hang on them.

use super::*;
use crate::db::tests::{cases_with, reopened};

/// A shelf and what stands on it, which goes with it.
const SHELVES: Migration = Migration::same(
    "0001_shelf",
    "create table shelf (id bigint primary key, name text not null);
     create table book (
       id bigint primary key, shelf_id bigint not null references shelf (id) on delete cascade,
       beside_id bigint references book (id));
     insert into shelf (id, name) values (1, 'left'), (2, 'right');
     insert into book (id, shelf_id, beside_id) values (1, 1, null), (2, 1, 1), (3, 2, null);",
);

/// Shelves may be nameless: SQLite cannot say so of a table that is there.
const NAMELESS: Migration = Migration {
    name: "0002_nameless",
    sql: "alter table shelf add column width bigint not null default 80;",
    sqlite: "create table shelf_new (id bigint primary key, name text, width bigint not null default 80);
             insert into shelf_new (id, name, width) select id, name, width from shelf;
             drop table shelf;
             alter table shelf_new rename to shelf;",
    postgres: "alter table shelf alter column name drop not null;",
};

const BOOKS: &str = "select count(*) as v from book b join shelf s on s.id = b.shelf_id where s.width = 80";

#[tokio::test]
async fn a_table_is_made_anew_and_what_hangs_on_it_stays() {
    for case in cases_with(SHELVES).await {
        case.db.migrate(&[SHELVES, NAMELESS], 1).await.unwrap();
        let mut tx = case.db.write().await.unwrap();
        assert_eq!(tx.sql(BOOKS).one::<i64>().await.unwrap(), 3);
        tx.sql("insert into shelf (id, name) values (3, null)").run().await.unwrap();
        tx.sql("delete from shelf where id = 1").run().await.unwrap();
        assert_eq!(tx.sql(BOOKS).one::<i64>().await.unwrap(), 1, "books still go with their shelf");
        tx.commit().await.unwrap();
        let mut tx = case.db.write().await.unwrap();
        let orphan = tx.sql("insert into book (id, shelf_id) values (9, 9)").run().await.unwrap_err();
        assert!(orphan.is_foreign_key(), "keys are enforced again: {orphan}");
        drop(tx);
        case.end().await;
    }
}

#[tokio::test]
async fn a_step_that_leaves_rows_without_their_parents_never_happened() {
    // What deletes the shelves does so on both engines; PostgreSQL refuses at once, SQLite at the end.
    const CARELESS: Migration = Migration {
        name: "0002_careless",
        sql: "alter table shelf add column height bigint;",
        sqlite: "delete from shelf where id = 1;",
        postgres: "alter table book drop constraint book_shelf_id_fkey;
                   delete from shelf where id = 1;
                   alter table book add foreign key (shelf_id) references shelf (id);",
    };
    for case in cases_with(SHELVES).await {
        let refused = case.db.migrate(&[SHELVES, CARELESS], 1).await.unwrap_err();
        assert!(format!("{refused:#}").contains("book"), "{refused:#}");
        let mut conn = case.db.read().await.unwrap();
        let whole = "select count(*) as v from book b join shelf s on s.id = b.shelf_id";
        assert_eq!(conn.sql(whole).one::<i64>().await.unwrap(), 3);
        assert!(conn.sql("select height as v from shelf").all::<Option<i64>>().await.is_err(), "no half of it is left");
        drop(conn);
        case.db.migrate(&[SHELVES, NAMELESS], 1).await.unwrap();
        case.end().await;
    }
}

#[tokio::test]
async fn an_edited_text_of_the_own_engine_stops_the_start_and_one_of_the_other_does_not() {
    for case in cases_with(SHELVES).await {
        case.db.migrate(&[SHELVES, NAMELESS], 1).await.unwrap();
        let edited_sqlite = Migration { sqlite: "select 1", ..NAMELESS };
        let edited_postgres = Migration { postgres: "select 1", ..NAMELESS };
        let (own, other) = match case.db.engine() {
            Engine::Sqlite => (edited_sqlite, edited_postgres),
            Engine::Postgres => (edited_postgres, edited_sqlite),
        };
        assert!(case.db.migrate(&[SHELVES, own], 1).await.is_err());
        case.db.migrate(&[SHELVES, other], 1).await.unwrap();
        case.end().await;
    }
}

#[tokio::test]
async fn nodes_that_start_together_make_each_table_once() {
    for case in cases_with(SHELVES).await {
        let another = reopened(&case).await;
        let steps = [SHELVES, NAMELESS];
        let (one, two) = tokio::join!(case.db.migrate(&steps, 1), another.migrate(&steps, 1));
        one.unwrap();
        two.unwrap();
        another.close().await;
        case.end().await;
    }
}
