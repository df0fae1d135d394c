import { describe, expect, it } from 'vitest';
import {
	assessConflict,
	checkDeclaration,
	checkRuling,
	CONFLICT_GROUNDS,
	detectConflicts,
	isConflictGround,
	mayOpenDossier,
	recusedFrom,
	unsettledInterests
} from './conflict-of-interest.ts';
import type {
	ConflictFacts,
	ConflictGround,
	Declaration,
	Detection,
	Ruling
} from './conflict-of-interest.ts';

const LOT = ['a', 'b'];

function declared(applicationId: string, ground: ConflictGround | null = null): Declaration {
	return { memberId: 'm', applicationId, ground };
}

function found(applicationId: string, ground: ConflictGround, sure = true): Detection {
	return { memberId: 'm', applicationId, ground, sure };
}

function ruled(applicationId: string, ruling: Ruling['ruling']): Ruling {
	return { memberId: 'm', applicationId, ruling };
}

function facts(more: Partial<ConflictFacts>): ConflictFacts {
	return { declarations: [], detections: [], rulings: [], ...more };
}

function statusOf(more: Partial<ConflictFacts>): string {
	return assessConflict('m', 'a', facts(more)).status;
}

describe('grounds', () => {
	it.each([
		['participant', 'blocking'],
		['host_staff', 'blocking'],
		['cooperating_staff', 'blocking'],
		['partiality', 'needs_ruling'],
		['relative', 'blocking'],
		['sanction', 'blocking']
	] as const)('%s is %s when declared', (ground, status) => {
		expect(statusOf({ declarations: [declared('a', ground)] })).toBe(status);
	});

	it('are cited', () => {
		const { grounds } = assessConflict('m', 'a', facts({ declarations: [declared('a', 'relative')] }));
		expect(grounds).toEqual([
			{ ground: 'relative', detected: false, citation: 'TT 20/2023/TT-BKHCN, Điều 8.2.đ' }
		]);
		expect(Object.keys(CONFLICT_GROUNDS)).toHaveLength(6);
	});

	it('from outside are known ones only', () => {
		expect(isConflictGround('relative')).toBe(true);
		for (const value of ['toString', '', null, { relative: 1 }]) expect(isConflictGround(value)).toBe(false);
	});
});

describe('assessment', () => {
	it('is open until the member declares, and none after "none"', () => {
		expect(statusOf({})).toBe('undeclared');
		expect(statusOf({ declarations: [declared('b')] })).toBe('undeclared');
		expect(statusOf({ declarations: [{ memberId: 'other', applicationId: 'a', ground: null }] })).toBe(
			'undeclared'
		);
		expect(statusOf({ declarations: [declared('a')] })).toBe('none');
	});

	it('blocks on what the records show, whatever the member says', () => {
		const detections = [found('a', 'host_staff')];
		expect(statusOf({ detections })).toBe('blocking');
		expect(statusOf({ declarations: [declared('a')], detections })).toBe('blocking');
	});

	it('sends a likeness of names to a ruling', () => {
		const detections = [found('a', 'participant', false)];
		expect(statusOf({ declarations: [declared('a')], detections })).toBe('needs_ruling');
		expect(statusOf({ declarations: [declared('a')], detections, rulings: [ruled('a', 'allowed')] })).toBe(
			'allowed'
		);
	});

	it('follows the last ruling, and lets none lift a blocking ground', () => {
		const declarations = [declared('a', 'partiality')];
		const rulings = [ruled('a', 'allowed'), ruled('a', 'barred')];
		expect(statusOf({ declarations, rulings })).toBe('barred');
		expect(statusOf({ declarations: [declared('a', 'relative')], rulings: [ruled('a', 'allowed')] })).toBe(
			'blocking'
		);
	});

	it('ignores a ruling where there is nothing to rule on', () => {
		expect(statusOf({ declarations: [declared('a')], rulings: [ruled('a', 'barred')] })).toBe('none');
	});
});

describe('detection', () => {
	const person = { nameKeys: ['ro cham huong'], organisationIds: ['agency', 'lab'] };
	const application = {
		applicantOrganisationId: 'firm',
		cooperatingOrganisationIds: ['university'],
		participantNameKeys: ['le van a']
	};

	it('finds nothing where there is nothing', () => {
		expect(detectConflicts(person, application)).toEqual([]);
	});

	it.each([
		['host_staff', { applicantOrganisationId: 'lab' }, true],
		['cooperating_staff', { cooperatingOrganisationIds: ['x', 'agency'] }, false],
		['participant', { participantNameKeys: ['ro cham huong'] }, false]
	] as const)('finds %s by %j', (ground, change, sure) => {
		expect(detectConflicts(person, { ...application, ...change })).toEqual([{ ground, sure }]);
	});

	it('does not take an empty name for a namesake', () => {
		const nameless = { ...person, nameKeys: [] };
		expect(detectConflicts(nameless, { ...application, participantNameKeys: [''] })).toEqual([]);
	});
});

describe('recusal', () => {
	const blocking = facts({ declarations: [declared('a', 'relative'), declared('b')] });

	it('reaches the whole lot, or the application alone, as the rule set says', () => {
		expect(recusedFrom('m', LOT, blocking, 'lot')).toEqual(['a', 'b']);
		expect(recusedFrom('m', LOT, blocking, 'application')).toEqual(['a']);
	});

	it('follows a ruling that bars, and none that allows', () => {
		const declarations = [declared('a', 'partiality'), declared('b')];
		expect(recusedFrom('m', LOT, facts({ declarations, rulings: [ruled('a', 'barred')] }), 'lot')).toEqual(
			LOT
		);
		expect(recusedFrom('m', LOT, facts({ declarations, rulings: [ruled('a', 'allowed')] }), 'lot')).toEqual(
			[]
		);
		expect(recusedFrom('m', LOT, facts({ declarations }), 'lot')).toEqual([]);
	});
});

describe('opening a dossier', () => {
	function open(
		more: Partial<ConflictFacts>,
		change: { undertakingSigned?: boolean; scope?: 'lot' | 'application' } = {}
	) {
		const result = mayOpenDossier({
			...facts(more),
			memberId: 'm',
			applicationId: 'a',
			applicationIdsInLot: LOT,
			undertakingSigned: change.undertakingSigned ?? true,
			scope: change.scope ?? 'lot'
		});
		return result.ok ? 'open' : result.refusal.code;
	}
	const clean = [declared('a'), declared('b')];

	it('needs the undertaking and a declaration on everything compared', () => {
		expect(open({ declarations: clean })).toBe('open');
		expect(open({ declarations: clean }, { undertakingSigned: false })).toBe('undertaking_missing');
		expect(open({ declarations: [declared('a')] })).toBe('declaration_missing');
		expect(open({ declarations: [declared('a')] }, { scope: 'application' })).toBe('open');
	});

	it('waits for the ruling on a declared interest (Lan, whose spouse works at DN 5)', () => {
		const declarations = [declared('a', 'partiality'), declared('b')];
		expect(open({ declarations })).toBe('ruling_pending');
		expect(open({ declarations, rulings: [ruled('a', 'allowed')] })).toBe('open');
		expect(open({ declarations, rulings: [ruled('a', 'barred')] })).toBe('conflict_blocks');
	});

	it('stays shut to the sister of a main member (Hương, GL-DL-06), for the sister’s rivals as well', () => {
		const declarations = [declared('a'), declared('b', 'relative')];
		expect(open({ declarations })).toBe('conflict_blocks');
		expect(open({ declarations }, { scope: 'application' })).toBe('open');
	});

	it('names all that is in the way', () => {
		const result = mayOpenDossier({
			...facts({ detections: [found('a', 'host_staff')] }),
			memberId: 'm',
			applicationId: 'a',
			applicationIdsInLot: LOT,
			undertakingSigned: false,
			scope: 'lot'
		});
		expect(result.ok ? [] : result.refusal.causes?.map((cause) => cause.code)).toEqual([
			'conflict_blocks',
			'undertaking_missing',
			'declaration_missing'
		]);
	});

	it('throws on an application of another lot, which no check above would have covered', () => {
		const asked = { ...facts({}), memberId: 'm', applicationId: 'z', applicationIdsInLot: LOT };
		expect(() => mayOpenDossier({ ...asked, undertakingSigned: true, scope: 'lot' })).toThrow(RangeError);
	});
});

describe('before a session', () => {
	it('counts what is unsettled of each, and asks nothing more of the recused', () => {
		const open = facts({ declarations: [declared('a', 'partiality')] });
		expect(unsettledInterests(['m'], LOT, open, 'lot')).toEqual([
			{ memberId: 'm', open: 'undeclared', count: 1 },
			{ memberId: 'm', open: 'needs_ruling', count: 1 }
		]);
		const recused = facts({ declarations: [declared('a', 'relative')] });
		expect(unsettledInterests(['m'], LOT, recused, 'lot')).toEqual([]);
	});
});

describe('declaring', () => {
	it('takes none, or a ground with words', () => {
		expect(checkDeclaration({ ground: null, note: '', sessionOpened: false })).toEqual({
			ok: true,
			value: null
		});
		const note = 'Vợ là kế toán của đơn vị.';
		expect(checkDeclaration({ ground: 'partiality', note, sessionOpened: false })).toEqual({
			ok: true,
			value: 'partiality'
		});
	});

	it.each([
		['conflict_ground_unknown', { ground: 'friend', note: 'x', sessionOpened: false }],
		['conflict_note_missing', { ground: 'relative', note: ' ', sessionOpened: false }],
		['conflict_not_withdrawable', { ground: null, note: '', sessionOpened: true }]
	])('refuses %s', (code, attempt) => {
		expect(checkDeclaration(attempt)).toMatchObject({ ok: false, refusal: { code } });
	});
});

describe('ruling', () => {
	const chair = { memberId: 'c', role: 'chair' } as const;
	const vice = { memberId: 'v', role: 'vice_chair' } as const;
	const secretary = { memberId: 's', role: 'scientific_secretary' } as const;
	const pending = {
		ruler: chair,
		member: secretary,
		status: 'needs_ruling',
		reason: 'Không ảnh hưởng.'
	} as const;

	it('is the chair’s, and the vice-chair’s about the chair', () => {
		expect(checkRuling(pending).ok).toBe(true);
		expect(checkRuling({ ...pending, ruler: vice, member: chair }).ok).toBe(true);
		expect(checkRuling({ ...pending, status: 'barred' }).ok).toBe(true);
	});

	it.each([
		['ruling_own_case', { ruler: chair, member: chair }],
		['ruling_not_yours', { ruler: vice }],
		['ruling_not_yours', { ruler: secretary, member: chair }],
		['ruling_blocking_ground', { status: 'blocking' }],
		['ruling_nothing_declared', { status: 'none' }],
		['ruling_nothing_declared', { status: 'undeclared' }],
		['reason_missing', { reason: ' ' }]
	] as const)('refuses %s: %j', (code, change) => {
		expect(checkRuling({ ...pending, ...change })).toMatchObject({ ok: false, refusal: { code } });
	});
});
