import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { type Groupes, groupesDe } from '../../../test/groupes.ts'
import { actesDe, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'
import { relancerActes } from '../index.ts'

let m: MondeInstruction
let g: Groupes
let dossiers: string[]
beforeAll(async () => {
  m = await ouvrirInstruction()
  g = groupesDe(m)
})
beforeEach(async () => {
  dossiers = [await m.dossier(), await m.dossier(), await m.dossier()]
})
afterAll(() => m.w.close())

const actes = async () => (await m.w.owner.query('select count(*)::int as n from acte_groupe')).rows[0].n as number
const enFile = async (id: string) =>
  (await m.w.owner.query('select count(*)::int as n from graphile_worker.jobs where key = $1', [`acte-groupe-${id}`])).rows[0].n as number
const etiquettes = () => Promise.all(dossiers.map(async id => (await ligneDe(m.w, id)).etiquettes))
const journaux = () => Promise.all(dossiers.map(async id => (await actesDe(m.w, id)).length))
/** The database refuses the account's line of this dossier: what the program meets when it fails in the middle. */
const panne = async (dossier: string, act: () => Promise<void>) => {
  await m.w.owner.query(`create function panne() returns trigger language plpgsql as $$ begin
    if new.dossier_id = '${dossier}' and new.motif is null then raise 'panne'; end if; return new; end $$`)
  await m.w.owner.query('create trigger panne before update on acte_groupe_ligne for each row execute function panne()')
  try {
    await act()
  } finally {
    await m.w.owner.query('drop function panne cascade')
  }
}

describe('demandé deux fois', () => {
  it('un double clic, six à la fois : un seul acte, la même page', async () => {
    const avant = await actes()
    const corps = { dossier: dossiers, ajouter: 'une fois', cle: nouvelId() }
    const six = await Promise.all(Array.from({ length: 6 }, () => g.demander('etiqueter', corps)))
    expect(new Set(six.map(r => r.headers.get('location'))).size).toBe(1)
    expect(await actes()).toBe(avant + 1)
    expect((await g.demander('etiqueter', corps, m.collegue)).headers.get('location')).not.toBe(six[0]!.headers.get('location'))
  })
})

describe('arrêté au milieu', () => {
  it('il reprend où il en était et ne refait rien', async () => {
    const id = await g.lancer('etiqueter', { dossier: dossiers, ajouter: 'vue' })
    await g.jouer(id, { passeMs: 0 })
    expect(await g.comptes(id)).toEqual({ fait: 1, a_faire: 2 })
    expect(await lisible(await g.page(id))).toContain('1 sur 3 dossiers')
    await g.jouer(id)
    await g.jouer(id)
    expect(await etiquettes()).toEqual([['vue'], ['vue'], ['vue']])
    expect(await journaux()).toEqual([1, 1, 1])
  })

  it('ce qu’un dossier avait commencé s’efface avec son compte : il se fait une fois, plus tard ; les autres n’attendent pas', async () => {
    const id = await g.lancer('etiqueter', { dossier: dossiers, ajouter: 'vue' })
    await panne(dossiers[1]!, () => expect(g.jouer(id)).rejects.toThrow('panne'))
    expect(await etiquettes()).toEqual([['vue'], [], ['vue']])
    expect(await g.comptes(id)).toEqual({ fait: 2, a_faire: 1 })
    await g.jouer(id)
    expect(await etiquettes()).toEqual([['vue'], ['vue'], ['vue']])
    expect(await journaux()).toEqual([1, 1, 1])
    expect(await lisible(await g.page(id))).toContain('3 faits sur 3')
  })

  it('un dossier sur lequel le guichet échoue toujours est rendu, avec la raison, et l’acte se termine', async () => {
    const id = await g.lancer('etiqueter', { dossier: dossiers, ajouter: 'vue' })
    await panne(dossiers[1]!, () => g.jouer(id, { dernierEssai: true }))
    expect(await lisible(await g.page(id))).toContain('Le guichet n’a pas pu le faire.')
    expect(await etiquettes()).toEqual([['vue'], [], ['vue']])
  })

  it('un guichet arrêté sans prévenir remet en file ce qui reste ; ce qui est fini n’y revient pas', async () => {
    const id = await g.lancer('etiqueter', { dossier: dossiers, ajouter: 'vue' })
    await m.w.owner.query('select graphile_worker.remove_job($1)', [`acte-groupe-${id}`])
    expect(await enFile(id)).toBe(0)
    await relancerActes(m.w.deps)
    expect(await enFile(id)).toBe(1)
    await g.jouer(id)
    await m.w.owner.query('select graphile_worker.remove_job($1)', [`acte-groupe-${id}`])
    await relancerActes(m.w.deps)
    expect(await enFile(id)).toBe(0)
  })
})

describe('plusieurs à la fois', () => {
  it('deux tâches sur le même acte ne le font qu’une fois', async () => {
    const id = await g.lancer('ecrire', { dossier: dossiers, texte: 'Bonjour.' })
    await Promise.all([g.jouer(id), g.jouer(id), g.jouer(id)])
    await g.jouer(id)
    const { rows } = await m.w.owner.query('select count(*)::int as n from message where dossier_id = any($1)', [dossiers])
    expect(rows[0].n).toBe(3)
  })

  it('deux personnes s’affectent les mêmes dossiers : chacun a une personne, et l’autre lit qui', async () => {
    const [une, autre] = await Promise.all([
      g.lancer('affecter', { dossier: dossiers, a: m.referent.id }, m.referent),
      g.lancer('affecter', { dossier: dossiers, a: m.collegue.id }, m.collegue),
    ])
    await Promise.all([g.jouer(une), g.jouer(autre)])
    const [x, y] = [await g.comptes(une), await g.comptes(autre)]
    expect((x.fait ?? 0) + (y.fait ?? 0)).toBe(3)
    expect((x.refuse ?? 0) + (y.refuse ?? 0)).toBe(3)
    const pages = (await lisible(await g.page(une, m.referent))) + (await lisible(await g.page(autre, m.collegue)))
    expect(pages).toContain('s’en occupe depuis')
  })

  it('un collègue qui agit sur un dossier pendant l’acte n’est pas effacé', async () => {
    const id = await g.lancer('etiqueter', { dossier: dossiers, ajouter: 'groupe' })
    await Promise.all([
      g.jouer(id),
      ...dossiers.map(d => m.w.post(paths.instruction.etiquettes(d), { nouvelles: 'seule' }, m.collegue.cookie)),
    ])
    for (const l of await etiquettes()) expect(l.toSorted()).toEqual(['groupe', 'seule'])
  })
})
