//! The tables, as diesel sees them; `tests/api/portability.rs` compares this file with both databases.

diesel::table! {
    persons (id) {
        id -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    accounts (id) {
        id -> Text,
        version -> Integer,
        person_id -> Text,
        email -> Text,
        password_hash -> Nullable<Text>,
        first_name -> Text,
        last_name -> Text,
        search -> Text,
        phone -> Nullable<Text>,
        language -> Text,
        roles -> Integer,
        status -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        last_signed_in_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sign_in_sessions (id) {
        id -> Text,
        account_id -> Text,
        by_link -> Bool,
        created_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    refresh_tokens (hash) {
        hash -> Text,
        session_id -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sign_in_links (hash) {
        hash -> Text,
        account_id -> Text,
        purpose -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    organizations (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        name -> Text,
        search -> Text,
        siret -> Nullable<Text>,
        rna -> Nullable<Text>,
        commune_code -> Nullable<Text>,
        address -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    places (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        organization_id -> Nullable<Text>,
        standard_id -> Nullable<Text>,
        pivot -> Nullable<Text>,
        name -> Text,
        search -> Text,
        commune_code -> Text,
        commune_name -> Text,
        departement_code -> Text,
        postcode -> Text,
        address -> Text,
        address_extra -> Nullable<Text>,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        phone -> Nullable<Text>,
        opening_hours -> Nullable<Text>,
        summary -> Nullable<Text>,
        description -> Nullable<Text>,
        source -> Nullable<Text>,
        parent -> Nullable<Text>,
        updated_on -> Nullable<Date>,
        accessibility_url -> Nullable<Text>,
        booking_url -> Nullable<Text>,
        typologies -> Text,
        emails -> Text,
        websites -> Text,
        itinerancy -> Text,
        services -> Text,
        audiences -> Text,
        special_care -> Text,
        fees -> Text,
        national_programmes -> Text,
        training_labels -> Text,
        other_labels -> Text,
        access_modes -> Text,
        support_modes -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    facilitators (id) {
        id -> Text,
        account_id -> Text,
        kind -> Text,
        status -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    employments (id) {
        id -> Text,
        facilitator_id -> Text,
        organization_id -> Text,
        started_on -> Date,
        ended_on -> Nullable<Date>,
    }
}

diesel::table! {
    place_attachments (id) {
        id -> Text,
        facilitator_id -> Text,
        place_id -> Text,
        started_on -> Date,
        ended_on -> Nullable<Date>,
    }
}

diesel::table! {
    teams (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        name -> Text,
        coordinator_account_id -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    team_memberships (id) {
        id -> Text,
        team_id -> Text,
        facilitator_id -> Text,
        joined_on -> Date,
        left_on -> Nullable<Date>,
        ending -> Nullable<Text>,
    }
}

diesel::table! {
    team_invitations (id) {
        id -> Text,
        team_id -> Text,
        email -> Text,
        token_hash -> Text,
        invited_by -> Text,
        state -> Text,
        created_at -> BigInt,
        sent_at -> BigInt,
        expires_at -> BigInt,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    programmes (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        name -> Text,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    learners (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        person_id -> Text,
        facilitator_id -> Text,
        first_name -> Text,
        last_name -> Text,
        sort_key -> Text,
        search -> Text,
        birth_year -> Nullable<Integer>,
        age_band -> Nullable<Text>,
        gender -> Nullable<Text>,
        status -> Nullable<Text>,
        commune_code -> Nullable<Text>,
        phone -> Nullable<Text>,
        email -> Nullable<Text>,
        notes -> Nullable<Text>,
        session_count -> Integer,
        first_session_on -> Nullable<Date>,
        last_session_on -> Nullable<Date>,
        created_at -> BigInt,
        updated_at -> BigInt,
        anonymised_at -> Nullable<BigInt>,
        merged_into -> Nullable<Text>,
    }
}

diesel::table! {
    tags (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        scope -> Text,
        facilitator_id -> Nullable<Text>,
        name -> Text,
        description -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        kind -> Text,
        state -> Text,
        facilitator_id -> Text,
        organization_id -> Nullable<Text>,
        programme_id -> Nullable<Text>,
        date -> Date,
        start_time -> Nullable<Text>,
        duration_min -> Integer,
        place_type -> Text,
        place_id -> Nullable<Text>,
        commune_code -> Nullable<Text>,
        departement_code -> Nullable<Text>,
        themes -> BigInt,
        equipment -> Integer,
        title -> Nullable<Text>,
        level -> Nullable<Text>,
        autonomy -> Nullable<Text>,
        redirected -> Nullable<Bool>,
        redirection -> Nullable<Text>,
        procedure_detail -> Nullable<Text>,
        notes -> Nullable<Text>,
        participant_count -> Integer,
        anonymous_count -> Integer,
        anonymous_supported -> Integer,
        search -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        deleted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    participations (session_id, learner_id) {
        session_id -> Text,
        learner_id -> Text,
        first_time -> Bool,
        gender -> Nullable<Text>,
        age_band -> Nullable<Text>,
        status -> Nullable<Text>,
        commune_code -> Nullable<Text>,
    }
}

diesel::table! {
    headcounts (session_id, dimension, value) {
        session_id -> Text,
        dimension -> Text,
        value -> Text,
        people -> Integer,
    }
}

diesel::table! {
    session_tags (session_id, tag_id) {
        session_id -> Text,
        tag_id -> Text,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> Text,
        at -> BigInt,
        account_id -> Nullable<Text>,
        action -> Text,
        object_type -> Text,
        object_id -> Nullable<Text>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    mails (id) {
        id -> Text,
        kind -> Text,
        recipient -> Text,
        subject -> Text,
        body -> Text,
        state -> Text,
        attempts -> Integer,
        created_at -> BigInt,
        next_attempt_at -> BigInt,
        sent_at -> Nullable<BigInt>,
        last_error -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    persons,
    accounts,
    sign_in_sessions,
    refresh_tokens,
    sign_in_links,
    organizations,
    places,
    facilitators,
    employments,
    place_attachments,
    teams,
    team_memberships,
    team_invitations,
    programmes,
    learners,
    tags,
    sessions,
    participations,
    headcounts,
    session_tags,
    audit_entries,
    mails,
);
