//! The address of a bucket.

use super::call::CALL;
use anyhow::{Context, bail};
use object_store::{ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, prefix::PrefixStore};
use percent_encoding::percent_decode_str;
use std::{sync::Arc, time::Duration};
use url::Url;

const DEFAULT_REGION: &str = "us-east-1";

/// What `s3://key:secret@host:port/bucket/prefix?region=…&tls=…&path_style=…` says.
#[derive(Debug, PartialEq, Eq)]
struct Address {
    credentials: Option<(String, String)>,
    endpoint: String,
    bucket: String,
    prefix: String,
    region: Option<String>,
    is_path_style: bool,
}

pub(super) fn open(url: &str) -> anyhow::Result<Arc<dyn ObjectStore>> {
    let address = parse(url)?;
    // The address can be https: its client needs to know which cryptography to use. Fails if that is already settled.
    rustls::crypto::ring::default_provider().install_default().ok();
    let endpoint = match address.is_path_style {
        true => address.endpoint.clone(),
        false => address.endpoint.replacen("://", &format!("://{}.", address.bucket), 1),
    };
    let builder = match &address.credentials {
        Some((key, secret)) => AmazonS3Builder::new().with_access_key_id(key).with_secret_access_key(secret),
        None => AmazonS3Builder::from_env(),
    };
    let builder = match (&address.region, &address.credentials) {
        (Some(region), _) => builder.with_region(region),
        (None, Some(_)) => builder.with_region(DEFAULT_REGION),
        (None, None) => builder,
    };
    let store = builder
        .with_endpoint(endpoint)
        .with_bucket_name(&address.bucket)
        .with_virtual_hosted_style_request(!address.is_path_style)
        .with_client_options(client().with_allow_http(address.endpoint.starts_with("http://")))
        .with_retry(retry())
        .build()
        .context("the object store's address is not understood")?;
    Ok(match address.prefix.as_str() {
        "" => Arc::new(store),
        prefix => Arc::new(PrefixStore::new(store, prefix)),
    })
}

/// No limit on a whole transfer, which may be long, but on each wait within it.
fn client() -> ClientOptions {
    ClientOptions::new().with_timeout_disabled().with_connect_timeout(Duration::from_secs(2)).with_read_timeout(CALL)
}

fn retry() -> RetryConfig {
    RetryConfig { max_retries: 2, retry_timeout: Duration::from_secs(2), ..RetryConfig::default() }
}

fn parse(url: &str) -> anyhow::Result<Address> {
    // The address is not repeated in errors: it holds a secret.
    let url = Url::parse(url).ok().context("the object store's address is not a URL")?;
    if url.scheme() != "s3" {
        bail!("the object store's address must begin with s3://");
    }
    let host = url.host_str().filter(|host| !host.is_empty()).context("the object store's address names no host")?;
    let (mut region, mut has_tls, mut is_path_style) = (None, true, true);
    for (name, value) in url.query_pairs() {
        match &*name {
            "region" => region = Some(value.into_owned()),
            "tls" => has_tls = flag(&name, &value)?,
            "path_style" => is_path_style = flag(&name, &value)?,
            _ => bail!("the object store's address has an unknown part: {name}"),
        }
    }
    let credentials = match (url.username(), url.password()) {
        ("", None) => None,
        (key, Some(secret)) => Some((decode(key)?, decode(secret)?)),
        (_, None) => bail!("the object store's address has a key and no secret"),
    };
    let scheme = if has_tls { "https" } else { "http" };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let (bucket, prefix) = url.path().trim_matches('/').split_once('/').unwrap_or((url.path().trim_matches('/'), ""));
    if bucket.is_empty() {
        bail!("the object store's address names no bucket");
    }
    let endpoint = format!("{scheme}://{host}{port}");
    Ok(Address { credentials, endpoint, bucket: bucket.into(), prefix: prefix.into(), region, is_path_style })
}

fn flag(name: &str, value: &str) -> anyhow::Result<bool> {
    value.parse().with_context(|| format!("{name} in the object store's address must be true or false"))
}

fn decode(text: &str) -> anyhow::Result<String> {
    Ok(percent_decode_str(text).decode_utf8().context("the object store's credentials are not text")?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_it_all() {
        let address = parse("s3://key:a%2Fb@store.example:9000/snug/one?region=eu&tls=false&path_style=false").unwrap();
        let expected = Address {
            credentials: Some(("key".into(), "a/b".into())),
            endpoint: "http://store.example:9000".into(),
            bucket: "snug".into(),
            prefix: "one".into(),
            region: Some("eu".into()),
            is_path_style: false,
        };
        assert_eq!(address, expected);
    }

    #[test]
    fn what_is_left_out_is_safe() {
        let address = parse("s3://store.example/snug").unwrap();
        assert_eq!(address.endpoint, "https://store.example");
        assert_eq!((address.credentials, address.prefix.as_str(), address.is_path_style), (None, "", true));
    }

    #[test]
    fn what_is_not_understood_is_refused_without_the_secret() {
        for url in [
            "",
            "http://key:hush@host/bucket",
            "s3://key:hush@host",
            "s3://key:hush@/bucket",
            "s3://hush@host/bucket",
            "s3://key:hush@host/bucket?tls=maybe",
            "s3://key:hush@host/bucket?style=path",
        ] {
            let error = format!("{:?}", parse(url).unwrap_err());
            assert!(!error.contains("hush"), "{error}");
        }
        open("s3://key:hush@127.0.0.1:1/bucket?tls=false").unwrap();
        open("s3://key:hush@store.example/bucket").unwrap();
    }
}
