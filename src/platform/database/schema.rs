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
        staff_number -> Nullable<Text>,
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
        staff_number -> Nullable<Text>,
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

diesel::table! {
    session_facts (number) {
        number -> BigInt,
        session_id -> Text,
        revision -> BigInt,
        packed -> Nullable<Binary>,
    }
}

diesel::table! {
    derivations (name) {
        name -> Text,
        version -> Integer,
    }
}

diesel::table! {
    coordination_activities (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        kind -> Text,
        coordinator_account_id -> Text,
        date -> Date,
        end_date -> Nullable<Date>,
        duration_min -> Nullable<Integer>,
        initiative -> Nullable<Text>,
        animation_type -> Nullable<Text>,
        animation_type_other -> Nullable<Text>,
        themes -> Integer,
        theme_other -> Nullable<Text>,
        mediators -> Integer,
        structures -> Integer,
        other_actors -> Integer,
        name -> Nullable<Text>,
        event_type -> Nullable<Text>,
        event_type_other -> Nullable<Text>,
        organizers -> Integer,
        organizer_other -> Nullable<Text>,
        participants -> Integer,
        natures -> Integer,
        nature_other -> Nullable<Text>,
        territorial_level -> Nullable<Text>,
        notes -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        deleted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    coordination_partners (activity_id, position) {
        activity_id -> Text,
        position -> Integer,
        name -> Text,
        kind -> Text,
        kind_other -> Nullable<Text>,
    }
}

diesel::table! {
    coordination_departements (activity_id, departement_code) {
        activity_id -> Text,
        departement_code -> Text,
    }
}

diesel::table! {
    coordination_tags (activity_id, tag_id) {
        activity_id -> Text,
        tag_id -> Text,
    }
}

diesel::table! {
    network_settings (id) {
        id -> Integer,
        version -> Integer,
        name -> Text,
        contact -> Nullable<Text>,
        k -> Integer,
        public_page -> Bool,
        updated_at -> BigInt,
    }
}

diesel::table! {
    envelopes (id) {
        id -> Text,
        programme_id -> Text,
        name -> Text,
        amount_eur -> Nullable<BigInt>,
        starts_on -> Date,
        ends_on -> Date,
    }
}

diesel::table! {
    targets (id) {
        id -> Text,
        programme_id -> Text,
        measure -> Text,
        value -> Integer,
        starts_on -> Date,
        ends_on -> Date,
    }
}

diesel::table! {
    perimeters (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        name -> Text,
        k -> Nullable<Integer>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    perimeter_accounts (perimeter_id, account_id) {
        perimeter_id -> Text,
        account_id -> Text,
    }
}

diesel::table! {
    perimeter_programmes (perimeter_id, programme_id) {
        perimeter_id -> Text,
        programme_id -> Text,
    }
}

diesel::table! {
    perimeter_organizations (perimeter_id, organization_id) {
        perimeter_id -> Text,
        organization_id -> Text,
    }
}

diesel::table! {
    perimeter_territories (perimeter_id, kind, code) {
        perimeter_id -> Text,
        kind -> Text,
        code -> Text,
    }
}

diesel::table! {
    share_links (id) {
        id -> Text,
        token_hash -> Text,
        label -> Text,
        account_id -> Text,
        scope -> Text,
        scope_id -> Nullable<Text>,
        question -> Text,
        created_at -> BigInt,
        expires_on -> Date,
        revoked_at -> Nullable<BigInt>,
        visit_count -> Integer,
        last_visit_on -> Nullable<Date>,
    }
}

diesel::table! {
    published_questions (id) {
        id -> Text,
        account_id -> Text,
        fingerprint -> Text,
        question -> Text,
        asked_at -> BigInt,
    }
}

diesel::table! {
    frameworks (code) {
        code -> Text,
        version -> Integer,
        name -> Text,
    }
}

diesel::table! {
    framework_maxima (framework, from_on) {
        framework -> Text,
        from_on -> Date,
        level -> Integer,
    }
}

diesel::table! {
    competences (id) {
        id -> Text,
        number -> Integer,
        version -> Integer,
        digest -> Text,
        framework -> Text,
        framework_version -> Integer,
        code -> Text,
        area -> Nullable<Text>,
        title_fr -> Text,
        title_en -> Text,
        statements -> Text,
        is_retired -> Bool,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    session_competences (session_id, competence_id) {
        session_id -> Text,
        competence_id -> Text,
        target_level -> Nullable<Integer>,
    }
}

diesel::table! {
    pix_imports (id) {
        id -> Text,
        hash -> Text,
        kind -> Text,
        account_id -> Text,
        imported_at -> BigInt,
        row_count -> Integer,
        evidence_count -> Integer,
    }
}

diesel::table! {
    evidence (id) {
        id -> Text,
        digest -> Text,
        person_id -> Text,
        competence_id -> Text,
        framework_version -> Integer,
        kind -> Text,
        level -> Integer,
        observed_on -> Date,
        recorded_at -> BigInt,
        expires_on -> Nullable<Date>,
        issuer_id -> Nullable<Text>,
        session_id -> Nullable<Text>,
        cosigner_id -> Nullable<Text>,
        import_id -> Nullable<Text>,
    }
}

diesel::table! {
    evidence_acts (id) {
        id -> Text,
        evidence_id -> Text,
        kind -> Text,
        author_id -> Text,
        reason -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    person_levels (person_id) {
        person_id -> Text,
        packed -> Binary,
    }
}

diesel::table! {
    cosignatures (id) {
        id -> Text,
        digest -> Text,
        attester_id -> Text,
        facilitator_id -> Text,
        learner_id -> Text,
        competence_id -> Text,
        level -> Integer,
        session_id -> Text,
        asked_on -> Date,
        asked_at -> BigInt,
        reason -> Nullable<Text>,
        state -> Text,
        decided_at -> Nullable<BigInt>,
        decided_by -> Nullable<Text>,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    teaching_grants (id) {
        id -> Text,
        digest -> Text,
        person_id -> Text,
        competence_id -> Text,
        up_to -> Integer,
        granted_by -> Text,
        reason -> Text,
        granted_on -> Date,
        expires_on -> Date,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    learner_codes (id) {
        id -> Text,
        hash -> Text,
        purpose -> Text,
        learner_id -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    badges (id) {
        id -> Text,
        person_id -> Text,
        competence_id -> Text,
        level -> Integer,
        evidence_id -> Text,
        shown_name -> Nullable<Text>,
        issued_at -> BigInt,
        expires_on -> Nullable<Date>,
        token -> Text,
        revoked_at -> Nullable<BigInt>,
        revocation -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    frameworks,
    framework_maxima,
    competences,
    session_competences,
    pix_imports,
    evidence,
    evidence_acts,
    person_levels,
    cosignatures,
    teaching_grants,
    learner_codes,
    badges,
    session_facts,
    derivations,
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
    coordination_activities,
    coordination_partners,
    coordination_departements,
    coordination_tags,
    network_settings,
    envelopes,
    targets,
    perimeters,
    perimeter_accounts,
    perimeter_programmes,
    perimeter_organizations,
    perimeter_territories,
    share_links,
);
