import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { analyser, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'

let m: MondeInstruction
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
afterAll(() => m.w.close())

async function pdf(chemin: string, qui: { cookie: string } = m.referent) {
  const r = await m.w.get(chemin, qui.cookie)
  expect(r.status).toBe(200)
  expect(r.headers.get('content-type')).toBe('application/pdf')
  const lu = await lirePdf(new Uint8Array(await r.arrayBuffer()))
  return { ...lu, texte: lu.texte.replaceAll('\u200b', '').replaceAll('\u00a0', ' '), nom: r.headers.get('content-disposition') }
}

describe('la fiche d’un dossier en PDF', () => {
  it('se lit comme la page : critères, priorités, montants, avis ; ses tableaux et ses titres sont balisés', async () => {
    const id = await m.dossier()
    await analyser(m, id, {
      'critere.logiciel_libre': 'sans_objet',
      'commentaire.portage': 'Voté en juillet.',
      'priorite.2': 'en_partie',
      points_forts: '- Un seul portail\n- Une formation',
      reserves: 'Un délai court',
      avis: 'reserve',
      ligne: '1',
    })
    const { texte, titre, roles, nom, pages } = await pdf(i.fiche(id))
    expect(nom).toContain('fiche-itn7-')
    expect(titre).toMatch(/^Fiche d’analyse ITN7-\d+, Un guichet en ligne pour les familles$/)
    for (const mot of [
      'Vico, commune, 999 hab., Corse-du-Sud.',
      'Montant proposé 7 500 €',
      '75 %',
      '(a) Le projet est porté au niveau de décision',
      'Voté en juillet.',
      'Sans objet',
      'En partie : la durée et l’animation du projet.',
      'Un seul portail',
      'Un délai court',
      'Hors de la base : formation de 14 agents 2 500,50 €.',
      'Avis proposé : favorable avec réserves.',
      'Recevable : oui.',
      'Version 1 du dossier, empreinte',
    ])
      expect(texte).toContain(mot)
    expect(texte).not.toContain('Brouillon')
    expect(pages).toBe(1)
    for (const role of ['H1', 'H2', 'Table', 'TH', 'TD', 'L']) expect(roles).toContain(role)
  })

  it('une fiche qui n’est pas terminée dit ce qui lui manque', async () => {
    const id = await m.dossier()
    const { texte } = await pdf(i.fiche(id))
    expect(texte).toContain('Brouillon : Il manque l’appréciation du critère (a).')
    expect(texte).toContain('Fiche pas encore écrite')
  })

  it('des textes au plus long tiennent en deux pages, sans rien perdre', async () => {
    const id = await m.dossier()
    const long = (n: number) => `${'mot '.repeat(n / 4 - 2)}fin${n}`
    const criteres = ['portage', 'resultats', 'constat', 'co_construction', 'feuille_de_route', 'logiciel_libre']
    const ecrite = await analyser(m, id, {
      ...Object.fromEntries(criteres.map(c => [`commentaire.${c}`, long(1000)])),
      points_forts: long(1500),
      reserves: `${'x'.repeat(200)} 🚀 ${long(1200)}`,
    })
    expect(ecrite.status).toBe(303)
    const { texte, pages } = await pdf(i.fiche(id))
    expect(texte.split('fin1000').length - 1).toBe(6)
    expect(texte).toContain('fin1500')
    expect(texte).toContain('fin1200')
    expect(pages).toBeLessThanOrEqual(3)
  })
})
