//! Rate policies: how often who may call what (talk page, section 23).

use snug_platform::limits::Rate;

/// The policy that a route names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Policy {
    /// Password sign-in.
    AuthSignIn,
    /// One-time codes and proofs.
    AuthCode,
    /// Asking for codes by mail.
    AuthMail,
    /// Answering with them.
    AuthVerify,
    /// Making accounts.
    AuthRegister,
    /// Renewing and ending sessions.
    AuthRefresh,
    /// What anybody may read.
    Public,
    /// Reading.
    Reads,
    /// Changing.
    Writes,
    /// Sending messages.
    MessageSend,
    /// Reacting.
    Reactions,
    /// Saying that one is writing.
    Typing,
    /// Friends, requests and blocks.
    Social,
    /// Searching.
    Search,
    /// Uploading.
    Uploads,
    /// Reading files.
    Files,
    /// Looking at invites.
    InviteLookup,
    /// Joining by invites.
    InviteJoin,
    /// Opening sockets.
    GatewayConnect,
    /// What those who run the place read.
    AdminReads,
    /// What they change.
    AdminWrites,
    /// What browsers refused on our pages.
    PolicyReports,
}

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The client's address; IPv6 by /64.
    Address,
    /// The account, else the address.
    Account,
    /// The channel in the path.
    Channel,
}

const MINUTE: u32 = 60_000;

impl Policy {
    /// Every policy.
    pub const ALL: &[Policy] = &[
        Policy::AuthSignIn,
        Policy::AuthCode,
        Policy::AuthMail,
        Policy::AuthVerify,
        Policy::AuthRegister,
        Policy::AuthRefresh,
        Policy::Public,
        Policy::Reads,
        Policy::Writes,
        Policy::MessageSend,
        Policy::Reactions,
        Policy::Typing,
        Policy::Social,
        Policy::Search,
        Policy::Uploads,
        Policy::Files,
        Policy::InviteLookup,
        Policy::InviteJoin,
        Policy::GatewayConnect,
        Policy::AdminReads,
        Policy::AdminWrites,
        Policy::PolicyReports,
    ];

    /// Its name in settings, logs and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::AuthSignIn => "auth_sign_in",
            Self::AuthCode => "auth_code",
            Self::AuthMail => "auth_mail",
            Self::AuthVerify => "auth_verify",
            Self::AuthRegister => "auth_register",
            Self::AuthRefresh => "auth_refresh",
            Self::Public => "public",
            Self::Reads => "reads",
            Self::Writes => "writes",
            Self::MessageSend => "message_send",
            Self::Reactions => "reactions",
            Self::Typing => "typing",
            Self::Social => "social",
            Self::Search => "search",
            Self::Uploads => "uploads",
            Self::Files => "files",
            Self::InviteLookup => "invite_lookup",
            Self::InviteJoin => "invite_join",
            Self::GatewayConnect => "gateway_connect",
            Self::AdminReads => "admin_reads",
            Self::AdminWrites => "admin_writes",
            Self::PolicyReports => "policy_reports",
        }
    }

    /// What it counts and how much it allows; all must have room.
    pub fn rates(self) -> Vec<(Key, Rate)> {
        const fn rate(count: u32, per_ms: u32, burst: u32) -> Rate {
            Rate { per_ms, count, burst }
        }
        match self {
            Self::AuthSignIn => vec![(Key::Address, rate(20, MINUTE, 10))],
            Self::AuthCode => vec![(Key::Address, rate(30, MINUTE, 10)), (Key::Account, rate(10, MINUTE, 5))],
            // What addresses and the place are charged is charged where codes are made and tried.
            Self::AuthMail => vec![(Key::Address, rate(10, 5 * MINUTE, 10))],
            Self::AuthVerify => vec![(Key::Address, rate(30, MINUTE, 10))],
            Self::AuthRegister => {
                vec![(Key::Address, rate(5, MINUTE, 5)), (Key::Address, rate(50, 24 * 60 * MINUTE, 50))]
            }
            Self::AuthRefresh => vec![(Key::Address, rate(120, MINUTE, 60))],
            Self::Public => vec![(Key::Address, rate(120, MINUTE, 60))],
            Self::Reads => vec![(Key::Account, rate(1_200, MINUTE, 600))],
            Self::Writes => vec![(Key::Account, rate(120, MINUTE, 40))],
            Self::MessageSend => vec![(Key::Account, rate(60, MINUTE, 10)), (Key::Channel, rate(1_200, MINUTE, 100))],
            Self::Reactions => vec![(Key::Account, rate(120, MINUTE, 20))],
            // Far above what is passed on: the rest is dropped without a word, see [`Policy::TYPING_IN_CHANNEL`].
            Self::Typing => vec![(Key::Account, rate(1_200, MINUTE, 600))],
            // Asking to be friends is charged once more by the hour.
            Self::Social => vec![(Key::Account, rate(20, MINUTE, 10))],
            Self::Search => vec![(Key::Account, rate(60, MINUTE, 15))],
            Self::Uploads => vec![(Key::Account, rate(30, MINUTE, 10))],
            Self::Files => vec![(Key::Account, rate(1_200, MINUTE, 400))],
            Self::InviteLookup => vec![(Key::Address, rate(20, MINUTE, 20))],
            Self::InviteJoin => vec![(Key::Account, rate(10, MINUTE, 5)), (Key::Address, rate(30, MINUTE, 30))],
            Self::AdminReads => vec![(Key::Account, rate(300, MINUTE, 60))],
            Self::AdminWrites => vec![(Key::Account, rate(60, MINUTE, 20))],
            Self::GatewayConnect | Self::PolicyReports => vec![(Key::Address, rate(60, MINUTE, 60))],
        }
    }

    /// How often one account may identify or resume on a socket; who that is shows only in the first frame.
    pub const SOCKETS_OF_ACCOUNT: Rate = Rate { per_ms: MINUTE, count: 20, burst: 10 };

    /// How often others are told that somebody is writing in one channel.
    pub const TYPING_IN_CHANNEL: Rate = Rate { per_ms: 3_000, count: 1, burst: 1 };

    /// How often one session may be renewed; which one shows only in its token.
    pub const RENEWALS_OF_SESSION: Rate = Rate { per_ms: MINUTE, count: 12, burst: 6 };

    /// True for the routes by which people come in, stay in and leave: closed to an address that guesses.
    pub fn is_door(self) -> bool {
        matches!(
            self,
            Self::AuthSignIn
                | Self::AuthCode
                | Self::AuthMail
                | Self::AuthVerify
                | Self::AuthRegister
                | Self::AuthRefresh
        )
    }

    /// True when the limiter's absence must close the route: whoever could be guessing waits.
    pub fn fails_closed(self) -> bool {
        self.is_door() || matches!(self, Self::InviteLookup | Self::InviteJoin)
    }
}
