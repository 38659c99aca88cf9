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
        calendar -> Nullable<Text>,
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
        kind -> Text,
        competence_id -> Nullable<Text>,
        level -> Nullable<Integer>,
        evidence_id -> Nullable<Text>,
        workshops_led -> Nullable<Integer>,
        workshops_co_led -> Nullable<Integer>,
        individual_led -> Nullable<Integer>,
        hours -> Nullable<Integer>,
        first_on -> Nullable<Date>,
        last_on -> Nullable<Date>,
        shown_name -> Nullable<Text>,
        issued_at -> BigInt,
        expires_on -> Nullable<Date>,
        token -> Text,
        revoked_at -> Nullable<BigInt>,
        revocation -> Nullable<Text>,
    }
}

diesel::table! {
    badge_subjects (badge_id, competence_id) {
        badge_id -> Text,
        competence_id -> Text,
        sessions -> Integer,
        level -> Nullable<Integer>,
    }
}

diesel::table! {
    workshop_templates (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        author_id -> Text,
        title -> Text,
        search -> Text,
        objectives -> Nullable<Text>,
        duration_min -> Integer,
        min_people -> Integer,
        max_people -> Integer,
        devices_per_learner -> Integer,
        needs_wires -> Bool,
        themes -> BigInt,
        documents -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        archived_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    template_competences (template_id, competence_id) {
        template_id -> Text,
        competence_id -> Text,
        target_level -> Integer,
    }
}

diesel::table! {
    workshop_series (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        author_id -> Text,
        first_on -> Date,
        start_time -> Text,
        duration_min -> Integer,
        zone -> Text,
        rule -> Text,
        skips_holidays -> Bool,
        except_on -> Text,
        model -> Text,
        continues_id -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    rooms (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        place_id -> Text,
        name -> Text,
        seats -> Integer,
        wired_ports -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    device_pools (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        place_id -> Text,
        name -> Text,
        size -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    workshops (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        state -> Text,
        author_id -> Text,
        template_id -> Nullable<Text>,
        series_id -> Nullable<Text>,
        series_on -> Nullable<Date>,
        is_detached -> Bool,
        title -> Text,
        search -> Text,
        objectives -> Nullable<Text>,
        date -> Date,
        start_time -> Text,
        end_time -> Text,
        zone -> Text,
        starts_at -> BigInt,
        ends_at -> BigInt,
        setup_min -> Integer,
        teardown_min -> Integer,
        place_id -> Nullable<Text>,
        room_id -> Nullable<Text>,
        commune_code -> Nullable<Text>,
        departement_code -> Nullable<Text>,
        remote_url -> Nullable<Text>,
        programme_id -> Nullable<Text>,
        themes -> BigInt,
        capacity -> Integer,
        min_people -> Integer,
        devices_per_learner -> Integer,
        needs_wires -> Bool,
        visibility -> Text,
        approval -> Text,
        seats -> Integer,
        used_count -> Integer,
        waiting_count -> Integer,
        sequence -> Integer,
        published_at -> Nullable<BigInt>,
        over_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        successor_id -> Nullable<Text>,
        session_id -> Nullable<Text>,
        due_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    workshop_competences (workshop_id, competence_id) {
        workshop_id -> Text,
        competence_id -> Text,
        target_level -> Integer,
    }
}

diesel::table! {
    workshop_devices (workshop_id, pool_id) {
        workshop_id -> Text,
        pool_id -> Text,
        devices -> Integer,
    }
}

diesel::table! {
    workshop_invitations (workshop_id, person_id) {
        workshop_id -> Text,
        person_id -> Text,
        invited_by -> Text,
        invited_at -> BigInt,
    }
}

diesel::table! {
    facilitations (workshop_id, facilitator_id) {
        workshop_id -> Text,
        facilitator_id -> Text,
        person_id -> Text,
        role -> Text,
        state -> Text,
        override_reason -> Nullable<Text>,
        invited_by -> Text,
        invited_at -> BigInt,
        answered_at -> Nullable<BigInt>,
        endorsed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    enrolments (id) {
        id -> Text,
        workshop_id -> Text,
        person_id -> Text,
        learner_id -> Nullable<Text>,
        state -> Text,
        role -> Text,
        source -> Text,
        created_by -> Text,
        created_at -> BigInt,
        queued_at -> Nullable<BigInt>,
        priority -> Integer,
        confirmed_at -> Nullable<BigInt>,
        offer_until -> Nullable<BigInt>,
        answer_until -> Nullable<BigInt>,
        is_approved -> Bool,
        has_lapsed -> Bool,
        was_passed_over -> Bool,
        is_late -> Bool,
        reason -> Nullable<Text>,
        slip_hash -> Nullable<Text>,
        seen_by -> Nullable<Text>,
        seen_at -> Nullable<BigInt>,
        seen_tap -> Nullable<Text>,
        seen_before -> Nullable<Text>,
    }
}

diesel::table! {
    kiosks (workshop_id) {
        workshop_id -> Text,
        secret_hash -> Text,
        scan_key -> Text,
        opened_by -> Text,
        opened_at -> BigInt,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    enrolment_commands (id, workshop_id) {
        id -> Text,
        workshop_id -> Text,
        fingerprint -> Text,
        account_id -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    busy_quarters (subject_id, quarter) {
        subject_id -> Text,
        quarter -> Integer,
        workshop_id -> Text,
    }
}

diesel::table! {
    device_quarters (pool_id, quarter) {
        pool_id -> Text,
        quarter -> Integer,
        taken -> Integer,
        size -> Integer,
    }
}

diesel::table! {
    notices (key) {
        key -> Text,
        workshop_id -> Nullable<Text>,
        kind -> Text,
        person_id -> Nullable<Text>,
        mail_id -> Nullable<Text>,
        at -> BigInt,
    }
}

diesel::table! {
    facilitator_profiles (facilitator_id) {
        facilitator_id -> Text,
        version -> Integer,
        monthly_limit -> Nullable<Integer>,
        reach -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    offered_competences (facilitator_id, competence_id) {
        facilitator_id -> Text,
        competence_id -> Text,
        up_to -> Integer,
    }
}

diesel::table! {
    facilitator_steps (id) {
        id -> Text,
        facilitator_id -> Text,
        step -> Text,
        status -> Text,
        is_waiver -> Bool,
        reason -> Nullable<Text>,
        account_id -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    weekly_hours (person_id, weekday, from_time) {
        person_id -> Text,
        weekday -> Text,
        from_time -> Text,
        until_time -> Text,
    }
}

diesel::table! {
    absences (id) {
        id -> Text,
        person_id -> Text,
        first_on -> Date,
        last_on -> Date,
        created_at -> BigInt,
    }
}

diesel::table! {
    help_requests (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        person_id -> Text,
        learner_id -> Nullable<Text>,
        author_id -> Text,
        competence_id -> Nullable<Text>,
        target_level -> Nullable<Integer>,
        question -> Nullable<Text>,
        area -> Text,
        hides_name -> Bool,
        state -> Text,
        asked_at -> BigInt,
        claimed_by -> Nullable<Text>,
        claimed_at -> Nullable<BigInt>,
        workshop_id -> Nullable<Text>,
        session_id -> Nullable<Text>,
        outcome -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
        updated_at -> BigInt,
    }
}

diesel::table! {
    help_steps (id) {
        id -> Text,
        request_id -> Text,
        step -> Text,
        person_id -> Nullable<Text>,
        note -> Nullable<Text>,
        at -> BigInt,
    }
}

diesel::table! {
    help_drafts (workshop_id) {
        workshop_id -> Text,
        competence_id -> Text,
        area -> Text,
        facilitator_id -> Text,
        second_starts_at -> BigInt,
        second_ends_at -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    help_draft_requests (workshop_id, request_id) {
        workshop_id -> Text,
        request_id -> Text,
    }
}

diesel::table! {
    mentoring_pairs (id) {
        id -> Text,
        version -> Integer,
        digest -> Text,
        mentor_id -> Text,
        learner_id -> Text,
        proposed_by -> Text,
        state -> Text,
        proposed_at -> BigInt,
        accepted_at -> Nullable<BigInt>,
        last_met_at -> Nullable<BigInt>,
        updated_at -> BigInt,
    }
}

diesel::table! {
    mentoring_goals (pair_id, competence_id) {
        pair_id -> Text,
        competence_id -> Text,
        target_level -> Integer,
        by_on -> Date,
        reached_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    satisfaction_answers (id) {
        id -> Text,
        workshop_id -> Text,
        useful -> Nullable<Integer>,
        pace -> Nullable<Text>,
        can_redo -> Nullable<Text>,
        words -> Nullable<Text>,
    }
}

diesel::table! {
    satisfaction_marks (workshop_id, person_id) {
        workshop_id -> Text,
        person_id -> Text,
    }
}

diesel::table! {
    calendar_feeds (id) {
        id -> Text,
        hash -> Text,
        account_id -> Text,
        kind -> Text,
        place_id -> Nullable<Text>,
        created_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    workshop_templates,
    template_competences,
    workshop_series,
    rooms,
    device_pools,
    workshops,
    workshop_competences,
    workshop_devices,
    workshop_invitations,
    facilitations,
    enrolments,
    kiosks,
    enrolment_commands,
    busy_quarters,
    device_quarters,
    notices,
    facilitator_profiles,
    offered_competences,
    facilitator_steps,
    weekly_hours,
    absences,
    help_requests,
    help_steps,
    help_drafts,
    help_draft_requests,
    mentoring_pairs,
    mentoring_goals,
    satisfaction_answers,
    satisfaction_marks,
    calendar_feeds,
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
    badge_subjects,
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
