import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { commencer, publier } from '../vico.ts'
import { openWorld, type World } from '../world.ts'

/**
 * What the database lets the program do, read from its catalogue and tried under the program's own role.
 * Seen to fail, each taken away in a migration and put back: `force` on `bilan`, its policy become `true`, a table added without guichet, no `pg_temp` in the path of
 * `effacer_dossier` (the dossier was erased), `delete` on the journal and `update` on messages granted, `create` on the schema granted, a function given to the
 * role, `effacement_en_cours` that only looks at a name.
 */
/** Tables that no guichet owns, and why. */
const SANS_GUICHET: Record<string, string> = {
  compte: 'an account acts in several guichets',
  session_http: 'of an account',
  identite: 'of an account',
  second_facteur: 'of an account',
  cle_acces: 'of an account',
  siret_prouve: 'of an account',
  derniere_connexion: 'of an account',
  connexion: 'of an account',
  verification: 'a link, hashed, before any account',
  code_accepte: 'of an account',
  limite_acte: 'counts under hashed keys',
  limite_debit: 'counts of an address',
  essai_mot_de_passe: 'counts of a hashed address',
  guichet: 'the list of guichets, public',
  departement: 'national referential',
  siret_siege: 'national referential',
  boite_publique: 'mailboxes of the directory of public services, public',
  repertoire: 'national directory of legal persons, public',
  annuaire: 'what the directory of companies answered: legal persons, public',
  repertoire_lecture: 'how far its files were read',
  entreprise: 'whether a company of an order may be named: what Sirene says of it',
  mot_de_nom: 'words of the names of both',
  migration: 'names of files',
}
/** Tables whose owner passes the policy, and why; the program does not. */
const NON_FORCEES: Record<string, string> = {
  instruction_recherche: 'the search runs as the owner: under a policy no index of words is used. It filters by guichet itself',
  mot: 'the same',
  structure: 'the owner fills the national referential',
}
/** Functions that run as the owner and that the program may call. Each takes the guichet of the transaction, or none. */
const APPELABLES = [
  'ajouter_tache',
  'changer_reglages',
  'chercher_dossiers',
  'chercher_mots',
  'chercher_structures',
  'effacer_dossier',
  'requete_recherche',
]
/** Written once: the program may add and read. */
const AJOUT_SEUL = [
  'confirmation',
  'conflit',
  'decision',
  'depot',
  'document_credits',
  'evenement',
  'imputation',
  'journal_ancrage',
  'message',
  'message_piece',
  'mouvement_credits',
  'signature',
  'validation',
  'verdict',
]
/** Written by the database alone. */
const LECTURE_SEULE = [
  'boite_publique',
  'commande_compte',
  'departement',
  'guichet',
  'journal_tete',
  'migration',
  'mot_de_nom',
  'mouvement',
  'repertoire',
  'repertoire_lecture',
  'siret_siege',
]

let w: World
let id: string
const q = async (texte: string, valeurs: unknown[] = []) => (await w.owner.query(texte, valeurs)).rows
const noms = async (texte: string) => (await q(texte)).map(r => r.nom as string)
/** What the program gets, by its own connection and in this guichet; the database's code when it refuses. Nothing is kept. */
async function commeLeProgramme(...requetes: string[]) {
  let issue = 'fait'
  await w
    .auGuichet(async tx => {
      for (const r of requetes) await sql.raw(r).execute(tx)
      throw new Error('undone')
    })
    .catch(e => {
      issue = e.code ?? issue
    })
  return issue
}
const REFUSE = '42501'
const INALTERABLE = '23001'

beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  id = await commencer(w, (await w.compte({ structures: ['Vico'] })).cookie)
})
afterAll(() => w.close())

describe('chaque table', () => {
  const TABLES = "from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
  const A_GUICHET = "exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'guichet_id' and not a.attisdropped)"

  it('dit à quel guichet est chaque ligne, sauf ce qui n’est à aucun', async () => {
    expect(await noms(`select relname as nom ${TABLES} and not ${A_GUICHET} order by 1`)).toEqual(Object.keys(SANS_GUICHET).sort())
  })

  it('est tenue par une politique, même pour qui en est propriétaire', async () => {
    expect(await noms(`select relname as nom ${TABLES} and ${A_GUICHET} and not relrowsecurity`)).toEqual([])
    expect(await noms(`select relname as nom ${TABLES} and ${A_GUICHET} and not relforcerowsecurity order by 1`)).toEqual(
      Object.keys(NON_FORCEES).sort(),
    )
    // the same words hold what is read and, having no others, what is written; `structure` also lets the national referential be read
    expect(
      await noms(
        `select relname as nom ${TABLES} and ${A_GUICHET} and not exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polwithcheck is null
          and pg_get_expr(p.polqual, p.polrelid) ~ '^\\(guichet_id = \\( SELECT guichet_courant\\(\\) AS guichet_courant\\)\\)$')`,
      ),
    ).toEqual([])
    expect(
      await q(
        "select polrelid::regclass::text as t, polname as p, pg_get_expr(polqual, polrelid) as e from pg_policy where polname <> 'guichet' order by 2",
      ),
    ).toEqual([
      { t: 'structure', p: 'ecrire', e: expect.not.stringContaining('IS NULL') },
      { t: 'structure', p: 'lire', e: expect.stringContaining('guichet_id IS NULL') },
    ])
  })

  it('sans guichet dit, ne montre rien, même après une requête qui l’avait dit', async () => {
    const lire = () => w.db.selectFrom('dossier').selectAll().execute()
    expect(await w.auGuichet(tx => tx.selectFrom('dossier').selectAll().execute())).toHaveLength(1)
    // as many as the pool has connections: the one that served above is among them
    expect((await Promise.all(Array.from({ length: 10 }, lire))).flat()).toEqual([])
  })
})

describe('le rôle du programme', () => {
  it('n’est maître de rien, et ne passe par-dessus rien', async () => {
    const [role] = await q(
      "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as fort, oid from pg_roles where rolname = 'guichet_app'",
    )
    expect(role.fort).toBe(false)
    expect(await q('select 1 from pg_auth_members where member = $1', [role.oid])).toEqual([])
    expect(await q('select 1 from pg_shdepend where refobjid = $1 and deptype = $2', [role.oid, 'o'])).toEqual([])
    for (const ordre of ['create table public.x ()', 'create schema x', 'set session_replication_role = replica', 'set role postgres'])
      expect(await commeLeProgramme(ordre), ordre).toBe(REFUSE)
    expect(await q("select has_schema_privilege('guichet_app', 'graphile_worker', 'usage') as b")).toEqual([{ b: false }])
  })

  it('n’a que les droits qu’il lui faut', async () => {
    const droits = (droit: string) =>
      noms(
        `select c.relname as nom from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and (has_table_privilege('guichet_app', c.oid, '${droit}')${/^(insert|update)$/.test(droit) ? ` or has_any_column_privilege('guichet_app', c.oid, '${droit}')` : ''}) order by 1`,
      )
    for (const fort of ['truncate', 'references', 'trigger']) expect(await droits(fort), fort).toEqual([])
    const [ajouter, changer, effacer] = [await droits('insert'), await droits('update'), await droits('delete')]
    expect(AJOUT_SEUL.filter(t => !ajouter.includes(t) || changer.includes(t) || effacer.includes(t))).toEqual([])
    expect(LECTURE_SEULE.filter(t => ajouter.includes(t) || changer.includes(t) || effacer.includes(t))).toEqual([])
  })

  it.each(['update evenement set action = action', 'delete from evenement', 'truncate evenement', 'update journal_tete set rang = 0'])(
    'ne touche pas au journal\u00a0: « %s »',
    async ordre => {
      expect(await commeLeProgramme(ordre)).toBe(REFUSE)
    },
  )

  it('ne défait ni les verrous d’une table, ni ses déclencheurs', async () => {
    for (const ordre of [
      'alter table evenement disable trigger all',
      'drop trigger inalterable on evenement',
      'alter table dossier disable row level security',
      'alter table dossier no force row level security',
      'drop policy guichet on dossier',
      'create or replace function public.guichet_courant() returns uuid language sql stable as $$ select null::uuid $$',
    ])
      expect(await commeLeProgramme(ordre), ordre).toBe(REFUSE)
  })
})

describe('ce qui court sous le propriétaire', () => {
  it('cherche ses tables chez lui d’abord, et n’est appelé que par qui il faut', async () => {
    const [toutes] = await q(
      `select count(*)::int as n, array_agg(proname::text) filter (where coalesce(proconfig, '{}') @> array['search_path=pg_catalog, public, pg_temp'] is false) as ouvertes,
          array_agg(proname::text order by 1) filter (where prorettype <> 'trigger'::regtype and has_function_privilege('guichet_app', oid, 'execute')) as appelables
        from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
    )
    expect(toutes.n).toBeGreaterThan(15)
    expect(toutes.ouvertes).toBeNull()
    expect([...toutes.appelables].sort()).toEqual(APPELABLES)
  })

  it('une table de passage ne tient pas lieu de préavis\u00a0: rien ne s’efface', async () => {
    const faux = [
      'create temp table preavis (guichet_id uuid, objet_id uuid, terme timestamptz, efface_le timestamptz)',
      `insert into preavis values ('${w.guichetId}', '${id}', '2021-01-01', null)`,
    ]
    expect(await commeLeProgramme(...faux)).toBe('fait')
    expect(await commeLeProgramme(...faux, `select effacer_dossier('${id}', '2021-09-13')`)).toBe(INALTERABLE)
  })

  it('dire qu’on efface ne suffit pas pour effacer, sous quelque nom que le programme entre', async () => {
    const nom = `appli_${nouvelId().slice(-12)}`
    await q(`create role ${nom} login in role guichet_app`)
    try {
      for (const role of ['guichet_app', nom]) {
        const [dit] = await q(
          `select set_config('app.effacement', 'oui', false), set_config('role', $1, false), effacement_en_cours() as b`,
          [role],
        )
        expect(dit.b, role).toBe(false)
      }
    } finally {
      await q('reset role')
      await q(`drop role ${nom}`)
    }
  })
})
