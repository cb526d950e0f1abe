import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { auComite, copiesAuComite } from '../../test/comite.ts'
import { publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { ouvrirEnveloppes } from './ouvrir-enveloppes.ts'

const MILLE = 100_000
let w: World
let porteur: { id: string; cookie: string }
let decideurs: string[]
let modele: string
let appelId: string
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  porteur = await w.compte({ structures: ['Vico'] })
  decideurs = []
  for (let n = 0; n < 3; n++) decideurs.push((await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })).id)
  modele = await auComite(w, porteur.cookie)
  appelId = (await w.owner.query('select appel_id from dossier where id = $1', [modele])).rows[0].appel_id
})
afterAll(() => w.close())

let enveloppe: string
beforeEach(async () => {
  enveloppe = await ouvrir()
})

const ouvrir = (montant = 10 * MILLE, plus: { volets?: string[]; departements?: string[] } = {}) =>
  w.auGuichet(async tx => {
    const id = nouvelId()
    const commun = { guichet_id: w.guichetId, appel_id: appelId, code: id, libelle: 'Enveloppe', creee_le: w.horloge.instant }
    await tx
      .insertInto('enveloppe')
      .values({ id, montant, ...plus, ...commun })
      .execute()
    return id
  })

type Decision = { dossier: string; montant?: number; par?: string; sens?: string; remplace?: string; imputations?: [string, number][] }
const decider = (d: Decision) => w.auGuichet(tx => ecrire(tx, d))
async function ecrire(tx: Tx, { dossier, montant = MILLE, par = decideurs[0]!, sens = 'retenu', remplace, imputations }: Decision) {
  const id = nouvelId()
  const { depot_id } = await tx.selectFrom('instruction').select('depot_id').where('dossier_id', '=', dossier).executeTakeFirstOrThrow()
  await tx
    .insertInto('decision')
    .values({
      id,
      guichet_id: w.guichetId,
      dossier_id: dossier,
      depot_id,
      remplace_id: remplace ?? null,
      sens,
      montant,
      motif: sens === 'non_retenu' ? 'Le projet n’est pas mûr.' : '',
      prise_par: par,
      prise_le: w.horloge.instant,
    })
    .execute()
  for (const [enveloppe_id, part] of imputations ?? (montant > 0 ? [[enveloppe, montant] as const] : []))
    await tx.insertInto('imputation').values({ decision_id: id, enveloppe_id, guichet_id: w.guichetId, montant: part }).execute()
  return id
}

/** The envelope, the sum of its ledger, and the sum of the decisions in force of dossiers that are still there. */
async function comptes(id = enveloppe) {
  const { rows } = await w.owner.query(
    `select e.accorde::int, (select coalesce(sum(m.montant), 0)::int from mouvement m where m.enveloppe_id = e.id) as livre,
      (select coalesce(sum(i.montant), 0)::int from imputation i join decision d on d.id = i.decision_id join dossier x on x.id = d.dossier_id
        where i.enveloppe_id = e.id and x.etat <> 'retire' and not exists (select from decision r where r.remplace_id = d.id)) as decisions,
      (select array_agg(m.accorde::int order by m.rang) from mouvement m where m.enveloppe_id = e.id) as pas
      from enveloppe e where e.id = $1`,
    [id],
  )
  return rows[0] as { accorde: number; livre: number; decisions: number; pas: number[] | null }
}
const tiennent = async (accorde: number) => expect(await comptes()).toMatchObject({ accorde, livre: accorde, decisions: accorde })

describe('l’enveloppe ne peut pas être dépassée', () => {
  it('cinquante décisions prises en même temps par trois personnes, sur une enveloppe qui en contient dix\u00a0: dix passent, au centime', async () => {
    const dossiers = await copiesAuComite(w, modele, 50)
    const faites = await Promise.allSettled(dossiers.map((dossier, n) => decider({ dossier, par: decideurs[n % 3]! })))
    expect(faites.filter(r => r.status === 'fulfilled')).toHaveLength(10)
    for (const r of faites) if (r.status === 'rejected') expect(String(r.reason)).toContain('enveloppe_tenue')
    await tiennent(10 * MILLE)
    expect((await comptes()).pas).toEqual(Array.from({ length: 10 }, (_, n) => (n + 1) * MILLE))
  })

  it('des montants quelconques, pris et repris en même temps, ne la dépassent jamais', async () => {
    const dossiers = await copiesAuComite(w, modele, 30)
    await Promise.allSettled(
      dossiers.map(async (dossier, n) => {
        const premiere = await decider({ dossier, montant: 7_001 * (1 + (n % 23)) })
        await decider({
          dossier,
          montant: n % 3 === 0 ? 0 : 91_003 * (1 + (n % 5)),
          sens: n % 3 === 0 ? 'non_retenu' : 'partiel',
          remplace: premiere,
        })
      }),
    )
    const { accorde, pas } = await comptes()
    expect(accorde).toBeGreaterThan(0)
    await tiennent(accorde)
    for (const apres of pas!) expect(apres).toBeLessThanOrEqual(10 * MILLE)
  })

  it('un centime de trop est refusé, et rien n’est écrit', async () => {
    const [a, b] = (await copiesAuComite(w, modele, 2)) as [string, string]
    await decider({ dossier: a, montant: 10 * MILLE - 50 })
    await expect(decider({ dossier: b, montant: 51 })).rejects.toThrow('enveloppe_tenue')
    expect((await w.owner.query('select count(*)::int as n from decision where dossier_id = $1', [b])).rows[0].n).toBe(0)
    await decider({ dossier: b, montant: 50 })
    await tiennent(10 * MILLE)
  })

  it('personne n’écrit dans le livre, ni ne baisse l’enveloppe sous ce qui est accordé', async () => {
    const [dossier] = (await copiesAuComite(w, modele, 1)) as [string]
    await decider({ dossier })
    const essai = (q: ReturnType<typeof sql>) => w.auGuichet(tx => q.execute(tx))
    await expect(essai(sql`update enveloppe set accorde = 0`)).rejects.toThrow('permission denied')
    await expect(essai(sql`insert into mouvement (enveloppe_id) values (${enveloppe})`)).rejects.toThrow('permission denied')
    await expect(essai(sql`select liberer(${dossier}, null, ${w.horloge.instant})`)).rejects.toThrow('permission denied')
    await expect(essai(sql`update decision set montant = 1`)).rejects.toThrow('permission denied')
    await expect(w.owner.query('update mouvement set montant = 1')).rejects.toThrow('on ajoute')
    await expect(essai(sql`update enveloppe set montant = montant + 1`)).rejects.toThrow('permission denied')
    await expect(w.owner.query('update enveloppe set montant = 99999 where id = $1', [enveloppe])).rejects.toThrow('enveloppe_tenue')
    await tiennent(MILLE)
  })
})

describe('une décision et ce qu’elle prend', () => {
  it('une seule à la fois par dossier\u00a0: de deux qui se croisent, une passe', async () => {
    const [dossier] = (await copiesAuComite(w, modele, 1)) as [string]
    const deux = await Promise.allSettled([decider({ dossier }), decider({ dossier })])
    expect(deux.map(r => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    const premiere = (deux.find(r => r.status === 'fulfilled') as PromiseFulfilledResult<string>).value
    const suivantes = await Promise.allSettled([1, 2].map(n => decider({ dossier, montant: n * MILLE, remplace: premiere })))
    expect(suivantes.map(r => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    const { accorde } = await comptes()
    await tiennent(accorde)
  })

  it('ses imputations font son montant, sur une enveloppe ou sur deux', async () => {
    const [a, b] = (await copiesAuComite(w, modele, 2)) as [string, string]
    const autre = await ouvrir()
    await expect(decider({ dossier: a, imputations: [[enveloppe, MILLE - 1]] })).rejects.toThrow('la somme de ses imputations')
    await expect(decider({ dossier: a, imputations: [] })).rejects.toThrow('la somme de ses imputations')
    await decider({ dossier: a, imputations: [[enveloppe, 60_000], [autre, 40_000]] }) // biome-ignore format: one decision, one line
    expect([(await comptes()).accorde, (await comptes(autre)).accorde]).toEqual([60_000, 40_000])
    const tardive = { enveloppe_id: autre, guichet_id: w.guichetId, montant: 1 }
    const decision = await decider({ dossier: b, montant: 0, sens: 'non_retenu' })
    await expect(
      w.auGuichet(tx =>
        tx
          .insertInto('imputation')
          .values({ decision_id: decision, ...tardive })
          .execute(),
      ),
    ).rejects.toThrow('la somme')
  })

  it('celle qui la remplace rend d’abord ce qu’elle tenait', async () => {
    const [dossier] = (await copiesAuComite(w, modele, 1)) as [string]
    const premiere = await decider({ dossier, montant: 9 * MILLE })
    const seconde = await decider({ dossier, montant: 10 * MILLE, sens: 'partiel', remplace: premiere })
    await tiennent(10 * MILLE)
    await decider({ dossier, montant: 0, sens: 'non_retenu', remplace: seconde })
    await tiennent(0)
    await expect(decider({ dossier: modele, montant: 1, remplace: premiere })).rejects.toThrow('celle du même dossier')
  })

  it('un dossier hors du volet ou du département de l’enveloppe n’y prend rien', async () => {
    const [a, b] = (await copiesAuComite(w, modele, 2)) as [string, string]
    const [volet4, haute, bonne] = [
      await ouvrir(MILLE, { volets: ['volet_4'] }),
      await ouvrir(MILLE, { departements: ['2B'] }),
      await ouvrir(MILLE, { volets: ['volet_3'], departements: ['2A'] }),
    ]
    for (const e of [volet4, haute]) await expect(decider({ dossier: a, imputations: [[e, MILLE]] })).rejects.toThrow('ne relève pas')
    await decider({ dossier: b, imputations: [[bonne, MILLE]] })
    expect((await comptes(bonne)).accorde).toBe(MILLE)
  })

  it('le retrait du porteur rend l’argent\u00a0; retiré au même instant qu’une décision, le dossier ne tient rien', async () => {
    const [a, b] = (await copiesAuComite(w, modele, 2)) as [string, string]
    await decider({ dossier: a })
    await w.owner.query("update dossier set etat = 'delibere' where id = $1", [a])
    expect((await w.post(paths.dossiers.retrait(a), {}, porteur.cookie)).status).toBe(303)
    await tiennent(0)
    await Promise.allSettled([decider({ dossier: b }), w.post(paths.dossiers.retrait(b), {}, porteur.cookie)])
    await tiennent(0)
    await expect(decider({ dossier: b })).rejects.toThrow('n’est pas devant le comité')
  })
})

it('une enveloppe que l’appel réserve à un volet n’est ouverte que pour lui', async () => {
  const appel = chargerAppel('src/test/appels/fonds-departemental.yml')
  await w.owner.query('delete from enveloppe where code in ($1, $2)', ['generale', 'accessibilite'])
  await w.auGuichet(tx => ouvrirEnveloppes(tx, w.ctx(), appelId, appel))
  const { rows } = await w.owner.query("select code, volets from enveloppe where code in ('generale', 'accessibilite') order by code")
  expect(rows).toEqual([
    { code: 'accessibilite', volets: ['accessibilite'] },
    { code: 'generale', volets: null },
  ])
})
