import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../contexte.ts'
import { connexionNue, croiser, type Isolation } from '../test/courses.ts'
import { type MondeSuivis, ouvrirSuivis } from '../test/suivi.ts'

/**
 * What a trigger checks across rows, when two or six connections that know nothing of our acts write at once.
 * Seen to fail without 0041: a payment and a lower decision were both committed, in both orders; a score was written in a grid that had ended, and by a member who
 * had just declared a conflict; the inbox kept what was proposed and lost the verdict.
 */
let m: MondeSuivis
let d: string
const q = async (texte: string, valeurs: unknown[] = []) => (await m.w.owner.query(texte, valeurs)).rows
beforeAll(async () => {
  m = await ouvrirSuivis()
})
beforeEach(async () => {
  d = (await m.laureats(1))[0]!
})
afterAll(() => m.w.close())

const LE = "'2022-01-10'"
const ISOLATIONS: Isolation[] = ['read committed', 'repeatable read']
const versement = (montant: number, id = nouvelId()) =>
  `insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le)
    values ('${id}', '${m.w.guichetId}', '${d}', 'acompte', ${montant}, '{}', '${m.admin.id}', ${LE})`
/** Replaces the decision in force by a lower one, as a correction does: what it took, and what it takes. */
const moindre = (montant: number, id = nouvelId()) => [
  `insert into decision (id, guichet_id, dossier_id, depot_id, remplace_id, sens, montant, base, prise_par, prise_le)
    select '${id}', v.guichet_id, v.dossier_id, v.depot_id, v.id, 'partiel', ${montant}, v.base, '${m.admin.id}', ${LE} from decision v
    where v.dossier_id = '${d}' and not exists (select from decision r where r.remplace_id = v.id)`,
  `insert into imputation (decision_id, enveloppe_id, guichet_id, montant)
    select '${id}', e.id, e.guichet_id, ${montant} from enveloppe e join dossier x on x.appel_id = e.appel_id where x.id = '${d}'`,
]
async function comptes() {
  const [c] = await q(
    `select s.verse::int, accorde_a(s.dossier_id)::int as accorde, (select coalesce(sum(montant), 0)::int from mouvement where dossier_id = s.dossier_id) as livre,
        (select coalesce(sum(montant), 0)::int from versement v where v.dossier_id = s.dossier_id and annule_le is null) as verses
      from suivi s where s.dossier_id = $1`,
    [d],
  )
  return c as { verse: number; accorde: number; livre: number; verses: number }
}
async function tiennent() {
  const c = await comptes()
  expect(c.verse).toBe(c.verses)
  expect(c.livre).toBe(c.accorde)
  expect(c.verse).toBeLessThanOrEqual(c.accorde)
}

describe('un versement et une décision moindre, au même instant', () => {
  it.each(ISOLATIONS.flatMap(i => [[i, true] as const, [i, false] as const]))(
    'l’un des deux est refusé (%s, le versement d’abord\u00a0: %s)',
    async (isolation, versementDabord) => {
      const [un, deux] = [[versement(576_000)], moindre(172_800)]
      const issues = versementDabord ? await croiser(m.w, un, deux, isolation) : await croiser(m.w, deux, un, isolation)
      expect(issues).toEqual([null, expect.stringMatching(/^(23514|40001)$/)])
      await tiennent()
    },
  )

  it('un ordre annulé et un autre donné au même instant ne comptent pas deux fois', async () => {
    const id = nouvelId()
    await q(versement(500_000, id))
    const annuler = `update versement set annule_le = ${LE}, annule_par = '${m.admin.id}', annule_motif = 'Erreur' where id = '${id}'`
    expect(await croiser(m.w, [annuler], [versement(600_000)])).toEqual([null, null])
    await tiennent()
  })

  it('six connexions qui paient, annulent et corrigent\u00a0: jamais plus que l’accordé, et personne ne s’attend sans fin', async () => {
    const issues = new Set<string>()
    const faire = async (n: number) => {
      const c = await connexionNue(m.w)
      for (let tour = 0; tour < 5; tour++) {
        try {
          await c.query('begin')
          for (const r of n % 2 ? moindre(900_000 - 90_000 * tour - 10_000 * n) : [versement(60_000 + 7_001 * n)]) await c.query(r)
          await c.query('commit')
          issues.add('fait')
        } catch (e) {
          issues.add((e as { code: string }).code)
          await c.query('rollback')
        }
      }
      await c.end()
    }
    await Promise.all([0, 1, 2, 3, 4, 5].map(faire))
    await tiennent()
    // a check, or a decision that another has just replaced: never a deadlock
    expect([...issues].filter(i => !['fait', '23514', '23505', '23503', '23001', 'P0002'].includes(i))).toEqual([])
    expect(issues).toContain('fait')
  })
})

describe('une décision et la signature de l’acte, au même instant', () => {
  const signer = () =>
    `update acte set signe_le = '2022-01-10', signe_cle = id::text || 's', signe_sha256 = sha256, signe_depose_le = ${LE} where dossier_id = '${d}' and nature = 'arrete'`
  it.each(ISOLATIONS.flatMap(i => [[i, true] as const, [i, false] as const]))(
    'l’une des deux est refusée\u00a0: un acte signé dit toujours la décision en vigueur (%s, la signature d’abord\u00a0: %s)',
    async (isolation, signatureDabord) => {
      const id = nouvelId()
      await q(
        `insert into acte (id, guichet_id, dossier_id, decision_id, rang, nature, numero, contenu, sha256, cle, prepare_par, prepare_le)
          select '${id}', guichet_id, dossier_id, id, 1, 'arrete', '${id}', '{}', repeat('0', 64), '${id}', prise_par, prise_le from decision where dossier_id = $1`,
        [d],
      )
      const [un, deux] = [[signer()], moindre(500_000)]
      const issues = signatureDabord ? await croiser(m.w, un, deux, isolation) : await croiser(m.w, deux, un, isolation)
      expect(issues).toEqual([null, expect.stringMatching(/^(23001|40001)$/)])
      expect(
        await q(
          `select 1 from acte a where dossier_id = $1 and signe_le is not null and exists (select from decision r where r.remplace_id = a.decision_id)`,
          [d],
        ),
      ).toEqual([])
      await tiennent()
    },
  )
})

describe('au comité, au même instant', () => {
  let grille: string
  let membre: string
  beforeEach(async () => {
    const seance = nouvelId()
    ;[grille, membre] = [nouvelId(), nouvelId()]
    await q(
      `insert into seance (id, guichet_id, appel_id, appel_version_id, tenue_le, lieu, quorum, creee_par, creee_le)
        select $1, guichet_id, appel_id, appel_version_id, $2::text::timestamptz, 'Salle', 1, $3, $2::text::timestamptz from dossier where id = $4`,
      [seance, '2022-01-10', m.admin.id, d],
    )
    await q(`insert into seance_membre (id, guichet_id, seance_id, compte_id, siege, college) values ($1, $2, $3, $4, 0, 'regional')`, [
      membre,
      m.w.guichetId,
      seance,
      m.admin.id,
    ])
    await q(`insert into grille (id, guichet_id, seance_id, membre_id, dossier_id, modifiee_le) values ($1, $2, $3, $4, $5, $6)`, [
      grille,
      m.w.guichetId,
      seance,
      membre,
      d,
      '2022-01-10',
    ])
  })
  const depot = () => `(select depot_id from instruction where dossier_id = '${d}')`
  const noter = () =>
    `insert into note (grille_id, critere, guichet_id, depot_id, valeur, notee_le) values ('${grille}', 'c', '${m.w.guichetId}', ${depot()}, 2, ${LE})`

  it('une note ne se pose pas dans une grille qui se finalise', async () => {
    const finaliser = `update grille set finalisee_le = ${LE}, depot_id = ${depot()} where id = '${grille}'`
    expect(await croiser(m.w, [finaliser], [noter()])).toEqual([null, '23001'])
    expect(await q('select from note where grille_id = $1', [grille])).toHaveLength(0)
  })

  it('un membre qui déclare un conflit n’écrit plus sa grille', async () => {
    const conflit = `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
      select '${nouvelId()}', guichet_id, seance_id, membre_id, '${m.admin.id}', dossier_id, 'conflit', 'declaration', 'Parent', ${LE} from grille where id = '${grille}'`
    expect(await croiser(m.w, [conflit], [`update grille set avis = 'Bien' where id = '${grille}'`])).toEqual([null, '23001'])
  })
})

it('la boîte voit ce que deux actes ont fait au même instant', async () => {
  const [{ depot_id }] = await q('select depot_id from instruction where dossier_id = $1', [d])
  await q(
    `insert into verdict (id, guichet_id, depot_id, rang, regle, titre, resultat, explication, clauses, entrees)
      values ($1, $2, $3, 99, 'essai', 'Essai', 'a_verifier', 'Dit', '{}', '{}')`,
    [nouvelId(), m.w.guichetId, depot_id],
  )
  const humain = `insert into verdict_humain (id, guichet_id, dossier_id, depot_id, regle, resultat, motif, rendu_par, rendu_le)
    values ('${nouvelId()}', '${m.w.guichetId}', '${d}', '${depot_id}', 'essai', 'non_respectee', 'Vu', '${m.admin.id}', ${LE})`
  const proposer = `insert into rapport (dossier_id, guichet_id, base, montant, modifie_par, modifie_le)
    values ('${d}', '${m.w.guichetId}', 1200000, 600000, '${m.admin.id}', ${LE})`
  expect(await croiser(m.w, [humain], [proposer])).toEqual([null, null])
  expect(await q('select non_respectees, montant_propose::int from instruction where dossier_id = $1', [d])).toEqual([
    { non_respectees: 1, montant_propose: 600_000 },
  ])
})
