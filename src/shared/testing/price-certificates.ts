import type { TestIdentity } from './test-certificates';

/**
 * For the two hosts that tables of prices are fetched from, so that a test can stand in for them behind a proxy of its own. Signed by itself, valid until
 * 2119, trusted by nobody but who is told to: the key is as public as this file.
 */
export const PRICE_HOSTS_IDENTITY: TestIdentity = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7A39bZhHbuSaPV5a
7m85W+Zk2eZT3qAvA2WUdea5gqGhRANCAARPLgrjLKxLf1AOgttgyo9CUtwkWyo2
fGxVM1+AOCeqU997UPDzgOwcww12QTkjy9wrFuZUzyRZ2xQBvB5fKvfU
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIB0jCCAXmgAwIBAgIUTW0Fg1s8MQVOR3PZlBRH43S3adkwCgYIKoZIzj0EAwIw
JDEiMCAGA1UEAwwZU3dpdGNoeWFyZCB0ZXN0IG9mIHByaWNlczAgFw0yNjEyMDEw
MTE0MjNaGA8yMTIwMDEwMzAxMTQyM1owJDEiMCAGA1UEAwwZU3dpdGNoeWFyZCB0
ZXN0IG9mIHByaWNlczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABE8uCuMsrEt/
UA6C22DKj0JS3CRbKjZ8bFUzX4A4J6pT33tQ8POA7BzDDXZBOSPL3CsW5lTPJFnb
FAG8Hl8q99SjgYYwgYMwHQYDVR0OBBYEFErJl7y/3LZl55Tgk96BW2Mddwd/MB8G
A1UdIwQYMBaAFErJl7y/3LZl55Tgk96BW2Mddwd/MA8GA1UdEwEB/wQFMAMBAf8w
MAYDVR0RBCkwJ4IZcmF3LmdpdGh1YnVzZXJjb250ZW50LmNvbYIKbW9kZWxzLmRl
djAKBggqhkjOPQQDAgNHADBEAiB69Nvtf8AxjzCNk4yjGty+YscQa5X7fikwZJQq
RfF9fwIgYRS1YYyH841PlNJ7Kcm8WJDiIXUJYPsFJ2Y/eSCWnoo=
-----END CERTIFICATE-----
`,
};
