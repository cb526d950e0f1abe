import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { enContinu } from '../../../test/continu.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { deposer, dossierPret, lisible, SLUG } from '../../../test/vico.ts'
import { prevenirReleves } from './prevenir.ts'
import { scellerReleves } from './sceller.ts'

/** The call of 2021, all the year round, collected by hand on the 10th of October at noon. The tests follow one another in time. */
let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction(
    enContinu(['ouverture: 2021-07-01 00:00:00', 'releves: à la main', 'premier_releve: 2021-10-10 12:00:00', 'reponse_semaines: 6']),
  )
  m.w.regler('2021-09-20T10:00:00')
  id = await dossierPret(m.w, m.porteur.cookie)
  await deposer(m.w, m.porteur.cookie, id)
  await dossierPret(m.w, m.porteur.cookie)
  m.w.regler('2021-10-10T12:02:00')
  const tard = await dossierPret(m.w, m.porteur.cookie)
  await deposer(m.w, m.porteur.cookie, tard)
})
afterAll(() => m.w.close())

const a = paths.administration
const PAGE = a.releves(SLUG)
const VAGUE = '2021-10-10T12:00'
const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const faire = () => m.w.post(PAGE, { vague: VAGUE, jour: '12/11/2021', heure: '12:00' }, m.administratrice.cookie)
const document = async () =>
  (
    await m.w.owner.query(
      'select d.releve_id, d.cle, d.sha256 from document_releve d join releve r on r.id = d.releve_id where r.defait_le is null',
    )
  ).rows[0]
const sceller = () => scellerReleves(m.w.deps, m.w.horloge.instant)

describe('le procès-verbal d’un relevé', () => {
  it('avant de le faire, la page dit ce qu’il prend, ce qu’il laisse, chez qui chaque dossier va et la réponse promise', async () => {
    const page = await lire(m.w.get(PAGE, m.administratrice.cookie))
    for (const mot of [
      'Ce que le relevé prend : 1 dossier',
      '1 dossier passe à l’instruction',
      '1 dossier va à quelqu’un tous',
      'Réponse annoncée au plus tard le 21 novembre 2021',
      '1 dossier déposé après son heure : pour le relevé suivant.',
      '1 brouillon non déposé : rien ne leur est dit.',
    ])
      expect(page).toContain(mot)
  })

  it('sans personne pour l’instruire, un dossier se voit, et l’on va désigner quelqu’un', async () => {
    await m.w.owner.query("update instruction set departement_pilote = '99', departements = '{99}' where dossier_id = $1", [id])
    const html = await (await m.w.get(PAGE, m.administratrice.cookie)).text()
    expect(html).toContain('1 sans personne')
    expect(html).toContain(`href="${a.personnes(SLUG)}"`)
    await m.w.owner.query("update instruction set departement_pilote = '2A', departements = '{2A}' where dossier_id = $1", [id])
  })

  it('défait, un relevé n’a pas de procès-verbal', async () => {
    expect((await faire()).headers.get('location')).toBe(`${PAGE}?fait=releve`)
    expect(await lire(m.w.get(PAGE, m.administratrice.cookie))).toContain('Son procès-verbal est dressé quand il ne peut plus être défait.')
    expect(await sceller()).toBe(0)
    await m.w.post(a.defaireReleve(SLUG), { vague: VAGUE }, m.administratrice.cookie)
    m.w.regler('2021-10-10T12:30:00')
    await prevenirReleves(m.w.deps, m.w.horloge.instant)
    expect(await sceller()).toBe(0)
  })

  it('scellé une fois par six passages, il dit ce qui fut pris, quoi que les dossiers deviennent', async () => {
    await faire()
    m.w.regler('2021-10-10T12:40:00')
    await prevenirReleves(m.w.deps, m.w.horloge.instant)
    await m.w.owner.query("update dossier set titre = 'Un autre titre' where id = $1", [id])
    const six = await Promise.all(Array.from({ length: 6 }, sceller))
    expect(six.reduce((s, n) => s + n, 0)).toBe(1)
    const { releve_id, sha256 } = await document()
    const r = await m.w.get(a.documentReleve(SLUG, releve_id), m.administratrice.cookie)
    expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const octets = new Uint8Array(await r.arrayBuffer())
    expect(createHash('sha256').update(octets).digest('hex')).toBe(sha256)
    expect(await lire(m.w.get(PAGE, m.administratrice.cookie))).toContain(sha256)
    expect((await m.w.journal()).at(-1)).toMatchObject({ action: 'appel.releve_scelle', donnees: { vague: VAGUE, sha256 } })
    const { texte } = await lirePdf(octets, { norme: 'A-2a' })
    for (const mot of [
      'Procès-verbal de relevé',
      'Fait le 10 octobre 2021 à 12 h 30 min 00 s',
      'Par Administratrice',
      'Réponse au plus tard le 21 novembre 2021',
      'Relevé suivant 12 novembre 2021 à 12 h 00',
      'au 10 octobre 2021 à 11 h 59 min 59 s',
      'Vico',
      'Référent de la Corse-du',
      '1 dossier déposé après son heure',
      '1 brouillon non déposé',
    ])
      expect(texte).toContain(mot)
    expect(texte).not.toContain('Un autre titre')
    await expect(
      m.w.auGuichet(tx =>
        tx
          .updateTable('document_releve')
          .where('cle', 'is not', null)
          .set({ sha256: '0'.repeat(64) })
          .execute(),
      ),
    ).rejects.toThrow('ne change plus')
  })

  it('ni un référent, ni un porteur, ni l’adresse d’un autre appel ne l’ouvrent', async () => {
    const { releve_id } = await document()
    for (const qui of [m.referent, m.porteur]) expect((await m.w.get(a.documentReleve(SLUG, releve_id), qui.cookie)).status).toBe(404)
    for (const chemin of [a.documentReleve('rien', releve_id), a.documentReleve(SLUG, id)])
      expect((await m.w.get(chemin, m.administratrice.cookie)).status).toBe(404)
  })
})
