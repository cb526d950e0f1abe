import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type Groupes, groupesDe } from '../../../test/groupes.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

/** Acts that speak to the porteurs: their mails leave once, whatever happens to the job. */
let m: MondeInstruction
let g: Groupes
let [a, b]: string[] = []
beforeAll(async () => {
  m = await ouvrirInstruction()
  g = groupesDe(m)
})
beforeEach(async () => {
  ;[a, b] = [await m.dossier(), await m.dossier()]
})
afterAll(() => m.w.close())

const deux = () => [a!, b!]
const POINT = { 'cible-1': 'c:projet:resume', 'demande-1': 'Précisez le public visé.', echeance: '31/12/2021' }
const demandes = async (id: string) =>
  (await m.w.owner.query('select numero from complement where dossier_id = $1 order by numero', [id])).rows.map(r => r.numero)

describe('demander des compléments à plusieurs', () => {
  it('la page propose les parties de leurs formulaires et le délai de l’appel ; « Ajouter un point » ne demande rien encore', async () => {
    const r = await g.preparer('demander_complement', { dossier: deux() })
    const html = await r.text()
    expect(html).toContain('value="c:projet:resume"')
    expect(html).toMatch(/name="echeance"[^>]*value="\d\d\/\d\d\/2021"|value="\d\d\/\d\d\/2021"[^>]*name="echeance"/)
    const plus = await g.demander('demander_complement', { dossier: deux(), ...POINT, _geste: 'ajouter' })
    expect(plus.status).toBe(422)
    const page = await plus.text()
    expect(page).toContain('Précisez le public visé.')
    expect(page).toContain('name="cible-2"')
    expect(await demandes(a!)).toEqual([])
  })

  it('chaque porteur en reçoit une ; qui en attend déjà une n’en reçoit pas d’autre, avec la raison', async () => {
    await m.w.post(paths.instruction.complements(b!), POINT, m.referent.cookie)
    const avant = (await m.w.courriels()).length
    const id = await g.faire('demander_complement', { dossier: deux(), ...POINT, message: 'Merci.' })
    expect(await demandes(a!)).toEqual([1])
    expect(await demandes(b!)).toEqual([1])
    const page = await lisible(await g.page(id))
    expect(page).toContain('Demander des compléments : 1 fait, 1 refusé sur 2')
    expect(page).toContain('Une demande attend déjà la réponse du porteur')
    expect((await m.w.courriels()).slice(avant)).toHaveLength(1)
    expect((await actesDe(m.w, a!)).map(e => e.action)).toEqual(['instruction.complement_demande'])
  })

  it('sans point, ou pour un jour passé, la page redemande et garde ce qui est tapé', async () => {
    const r = await g.demander('demander_complement', { dossier: deux(), echeance: '01/01/2021', 'demande-1': 'Précisez.' })
    expect(r.status).toBe(422)
    const page = await lisible(r)
    expect(page).toContain('Point 1 : choisissez ce que vous demandez')
    expect(page).toContain('Choisissez un jour après le')
    expect(page).toContain('Précisez.')
  })

  it('une partie que l’un des dossiers n’a pas : ce dossier est refusé, avec la raison', async () => {
    const id = await g.lancer('demander_complement', { dossier: [a!], ...POINT })
    await m.w.owner.query(
      "update acte_groupe set parametres = jsonb_set(parametres, '{points,0,cible}', '\"c:ailleurs:x\"') where id = $1",
      [id],
    )
    await g.jouer(id)
    expect(await lisible(await g.page(id))).toContain('Point 1 : ce dossier n’a pas cette partie.')
  })
})

describe('écrire à plusieurs', () => {
  const messages = async (id: string) =>
    (await m.w.owner.query('select texte from message where dossier_id = $1', [id])).rows.map(r => r.texte)

  it('chaque porteur reçoit le message dans les échanges de son dossier', async () => {
    const id = await g.faire('ecrire', { dossier: deux(), texte: 'La réunion est reportée au 12 octobre.' })
    for (const d of deux()) expect(await messages(d)).toEqual(['La réunion est reportée au 12 octobre.'])
    expect(await lisible(await g.page(id))).toContain('Écrire aux porteurs : 2 faits sur 2')
    expect((await g.demander('ecrire', { dossier: deux(), texte: ' ' })).status).toBe(422)
    expect((await g.demander('ecrire', { dossier: deux(), texte: 'x'.repeat(5001) })).status).toBe(422)
  })

  it('arrêté après un dossier puis repris, chacun n’est écrit qu’une fois', async () => {
    const id = await g.lancer('ecrire', { dossier: deux(), texte: 'Un seul envoi.' })
    await g.jouer(id, { passeMs: 0 })
    expect(await g.comptes(id)).toEqual({ fait: 1, a_faire: 1 })
    await g.jouer(id)
    await g.jouer(id)
    for (const d of deux()) expect(await messages(d)).toEqual(['Un seul envoi.'])
  })
})
