-- Nearly every declaration says that there is nothing; what is asked at every visit of a member is the few that do not.
CREATE INDEX conflict_declaration_interests ON conflict_declaration (member_id) WHERE kind <> 'none';
