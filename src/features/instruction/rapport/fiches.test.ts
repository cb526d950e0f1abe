import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { analyser, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { lisible } from '../../../test/vico.ts'

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
  return { ...lu, texte: lu.texte.replaceAll('\u00a0', ' '), nom: r.headers.get('content-disposition') }
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
    expect(texte).toContain('Brouillon : critères (a), (b), (c), (d), (e) et (f) à apprécier, avis à donner, montant à dire')
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

describe('le livret des fiches', () => {
  it('sans filtre, celles du comité : une couverture avec la liste et les montants, puis chaque fiche', async () => {
    const [un, deux] = [await m.dossierAuComite({ avis: 'reserve' }), await m.dossierAuComite({ taux: '50' })]
    const { texte, titre, roles, pages, nom } = await pdf(i.fiches)
    expect(nom).toContain('fiches-2021-09-28.pdf')
    expect(titre).toBe('Fiches d’analyse pour le comité')
    expect(texte).toContain('Dossiers 2 2 fiches terminées Montant proposé 15 625,62 €')
    expect(texte).toContain('Enveloppe de l’appel 794 000 €')
    expect(texte).toContain('favorable avec réserves')
    for (const id of [un, deux]) {
      const { numero } = await ligneDe(m.w, id)
      expect(texte.split(numero).length - 1).toBeGreaterThanOrEqual(2)
    }
    expect(pages).toBe(3)
    for (const role of ['H1', 'H2', 'Table', 'TH', 'Link']) expect(roles).toContain(role)
    const trace = (await m.w.journal()).filter(e => e.action === 'instruction.fiches_exportees')
    expect(trace.map(e => e.donnees)).toEqual([{ nombre: 2, filtre: 'etat=au_comite' }])
  })

  it('le filtre de la boîte choisit, brouillons compris, et chacun n’a que les dossiers de son périmètre', async () => {
    const id = await m.dossier()
    const { numero } = await ligneDe(m.w, id)
    const { texte } = await pdf(`${i.fiches}?q=${numero}`)
    expect(texte).toContain(numero)
    expect(texte).toContain('Dossiers 1 0 fiche terminée')
    expect(texte).toContain('pas encore donné (brouillon)')
    const vide = await m.w.get(`${i.fiches}?q=${numero}`, m.ailleurs.cookie)
    expect(vide.status).toBe(200)
    const page = await lisible(vide)
    expect(page).toContain('Aucune fiche à imprimer')
    expect(page).not.toContain('Vico')
  })

  it('la boîte et l’analyse y mènent', async () => {
    const id = await m.dossier()
    expect(await (await m.w.get(`${i.boite}?volet=volet_3`, m.referent.cookie)).text()).toContain(`${i.fiches}?volet=volet_3`)
    expect(await (await m.w.get(i.analyse(id), m.referent.cookie)).text()).toContain(i.fiches)
  })
})
