import { readOds } from 'hucre/ods'
import { expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { OPERATION_COLLECTIVE } from '../../test/appels/operation-collective.ts'
import { fautesDe, reglesDe } from '../../test/appels/varier.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { COMPLET, envoyer, preparerTableaux, vico, w } from '../../test/tableaux.ts'
import { commencer, deposer, remplir } from '../../test/vico.ts'
import { tableauxDe } from '../cahier/index.ts'
import { rendrePdf } from '../documents/index.ts'
import { lettreDe } from '../notifications/lettre.ts'
import { rediger } from '../suivi/actes/rediger.ts'
import { differences } from '../versions/differences.ts'
import { tableauEnLettre } from './index.ts'

preparerTableaux()

async function depose() {
  const id = await commencer(w, vico.cookie)
  await remplir(w, vico.cookie, id)
  await envoyer(id, COMPLET)
  expect((await deposer(w, vico.cookie, id)).status).toBe(303)
  return id
}
const pdf = async (chemin: string, cookie: string) => lirePdf(new Uint8Array(await (await w.get(chemin, cookie)).arrayBuffer()))
const LIGNES =
  /1 Menuiserie des Trois Ponts 000 204 313 Moins de 10 salariés 12 400,00 € 70 % 8 680 € 2 Scierie de la forêt haute 000 449 157 De 10 à 49 salariés 38 500,00 € 60 % 23 100 €/

it('l’accusé imprime toutes les lignes telles que déposées, et c’est le même à chaque fois', async () => {
  const id = await depose()
  const lire = async () => Buffer.from(await (await w.get(paths.dossiers.accuse(id), vico.cookie)).arrayBuffer())
  const { texte } = await pdf(paths.dossiers.accuse(id), vico.cookie)
  expect(texte).toContain('Tableaux du dossier')
  expect(texte).toMatch(LIGNES)
  expect((await lire()).equals(await lire())).toBe(true)
})

it('le PDF du dossier a le tableau, ses aides et son total', async () => {
  const { texte } = await pdf(paths.dossiers.pdf(await depose()), vico.cookie)
  expect(texte).toMatch(LIGNES)
  expect(texte).toMatch(/Total 50 900 € 31 780 €/)
})

it('la liste du service s’exporte une ligne par entreprise, le dossier en tête, avec de vrais montants', async () => {
  const id = await depose()
  const { cookie } = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  const page = await (await w.get(paths.instruction.boite, cookie)).text()
  const href = /href="([^"]*tableau=tous[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&')
  const r = await w.get(href, cookie)
  expect(r.headers.get('content-disposition')).toContain('dossiers-')
  const { sheets } = await readOds(Buffer.from(await r.arrayBuffer()))
  expect(sheets.map(f => f.name)).toEqual(['Dossiers', 'entreprises'])
  const [titres, ...lignes] = sheets[1]!.rows
  expect(titres).toEqual([
    'Numéro du dossier',
    'Porteur',
    'Ligne',
    'Entreprise',
    'SIREN',
    'Taille',
    'Dépense HT (€)',
    'Aides déjà reçues (€)',
    'Taux (%)',
    'Aide calculée (€)',
  ])
  const { numero } = (await (await w.get(paths.dossiers.donnees(id), vico.cookie)).json()) as { numero: string }
  const miennes = lignes.filter(l => l[0] === numero)
  expect(miennes.map(l => l.slice(2).map(v => v ?? null))).toEqual([
    [1, 'Menuiserie des Trois Ponts', '000\u00a0204\u00a0313', 'Moins de 10 salariés', 12_400, null, 70, 8_680],
    [2, 'Scierie de la forêt haute', '000\u00a0449\u00a0157', 'De 10 à 49 salariés', 38_500, null, 60, 23_100],
  ])
  expect((await w.journal()).at(-1)).toMatchObject({ action: 'instruction.liste_exportee', donnees: { tableau: 'entreprises' } })
  const ailleurs = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2B'], volets: [] }] })
  const autre = await w.get(`${paths.instruction.boite}?format=ods&tableau=entreprises`, ailleurs.cookie)
  expect((await readOds(Buffer.from(await autre.arrayBuffer()))).sheets[0]!.rows).toHaveLength(1)
})

it('une lettre dit les entreprises et leur aide ; au-delà de vingt, leur nombre, et la liste est en annexe', () => {
  const { appel } = reglesDe({ source: OPERATION_COLLECTIVE })
  const t = tableauxDe(appel).get('entreprises')!
  const ligne = (i: number) => ({ nom: `Atelier ${i}`, aide_calculee: 100_000 * i })
  const dire = (n: number) => tableauEnLettre(appel, t, { entreprises: Array.from({ length: n }, (_, i) => ligne(i + 1)) })
  expect(dire(2)).toEqual({ texte: expect.stringMatching(/^Atelier 1 \(1\s000\s€\) et Atelier 2 \(2\s000\s€\)$/), annexe: false })
  expect(dire(20).annexe).toBe(false)
  expect(dire(21)).toEqual({ texte: '21\u00a0entreprises, dont la liste est en annexe', annexe: true })
})

it('un mot qu’aucun tableau ne porte est refusé dans une lettre ; celui d’un tableau est admis', () => {
  const lettre = (mot: string) =>
    fautesDe({
      source: OPERATION_COLLECTIVE,
      remplacer: [['suivi: {', `lettres: { retenu: { objet: Retenu, texte: ["L’aide bénéficie à {${mot}}."] } }\n\nsuivi: {`]],
    })
  expect(lettre('entreprises')).toEqual([])
  expect(lettre('societes').join()).toContain('lettres › retenu › texte')
})

const DECIDEE = {
  sens: 'retenu' as const,
  montant: 4_200_000,
  base: null,
  calcul: null,
  rang: null,
  motif: '',
  conditions: '',
  numero: 'OPC27-0001',
  titre: 'Moins d’énergie dans les ateliers',
  porteur: 'Syndicat des ateliers',
  declaree: false,
  demande: 4_200_000,
  cout: 10_000_000,
  recuLe: new Date('2027-03-10T10:00:00Z'),
  correction: '',
  rangQuitte: null,
  avenant: null,
  remplaceLe: null,
  instances: [],
}
it('la lettre d’une opération de vingt et une entreprises les imprime en annexe, toutes ; celle de deux n’a pas d’annexe', async () => {
  const { appel } = reglesDe({
    source: OPERATION_COLLECTIVE,
    remplacer: [
      ['suivi: {', 'lettres: { retenu: { objet: Votre opération est retenue, texte: ["L’aide bénéficie à {entreprises}."] } }\n\nsuivi: {'],
    ],
  })
  const lettre = (n: number) => {
    const entreprises = Array.from({ length: n }, (_, i) => ({
      nom: `Atelier ${i + 1}`,
      siren: '000204313',
      depense: 600_000,
      aide_calculee: 200_000 + i,
    }))
    return lettreDe(DECIDEE, 'Syndicat des ateliers', { nom: 'Préfète', signature: undefined }, appel, w.deps.config, { entreprises })
  }
  expect(lettre(2).paragraphes[0]).toMatch(
    /^L’aide bénéficie à Atelier 1 \(2\s000\s€\) et Atelier 2 \(2\s000,01\s€\)\.$|^L’aide bénéficie à Atelier 1 \(2\s000\s€\) et Atelier 2 \(2\s000\s€\)\.$/,
  )
  expect(lettre(2).annexes).toBeUndefined()
  const longue = lettre(21)
  expect(longue.paragraphes[0]).toBe('L’aide bénéficie à 21\u00a0entreprises, dont la liste est en annexe.')
  const { texte } = await lirePdf(await rendrePdf('notification', { ...longue, etabliLe: w.horloge.instant }, { norme: 'UA-1' }))
  expect(texte).toMatch(/Annexe Entreprises N° Entreprise SIREN .* 21 Atelier 21 000 204 313/)
})

it('entre deux versions : la cellule changée, la ligne ajoutée et la ligne retirée se disent par le nom de l’entreprise ; une ligne vide n’est rien', () => {
  const { appel } = reglesDe({ source: OPERATION_COLLECTIVE })
  const contenu = (lignes: Record<string, Record<string, string | number>>) => ({
    valeurs: Object.fromEntries(
      Object.entries(lignes).flatMap(([l, v]) => Object.entries(v).map(([c, x]) => [`entreprises.${l}.${c}`, x])),
    ),
    lignes: { entreprises: Object.keys(lignes) },
  })
  const avant = contenu({ menuise1: { nom: 'Menuiserie', depense: 1_000_000 }, scierie2: { nom: 'Scierie', depense: 900_000 } })
  const apres = contenu({ menuise1: { nom: 'Menuiserie', depense: 1_240_000 }, garage03: { nom: 'Garage' }, videvide: {} })
  const dites = differences(appel, avant, apres, { etapes: () => appel.formulaires[0]!.etapes }).map(d =>
    d.genre === 'ligne'
      ? `${d.quoi} ${d.libelle.replaceAll('\u00a0', ' ')} ${d.cellules.map(c => `${c.libelle} ${c.avant} ${c.apres}`.replace(/\s/g, ' ')).join()}`
      : d.genre,
  )
  expect(dites).toEqual([
    'modifiee Entreprises, ligne « Menuiserie » Dépense HT 10 000,00 € 12 400,00 €',
    'ajoutee Entreprises, ligne « Garage » Entreprise undefined Garage',
    expect.stringContaining('retiree Entreprises, ligne « Scierie »'),
  ])
})

const ACCORDEE = {
  nature: 'arrete' as const,
  numero: 'OPC27-0001',
  titre: 'Moins d’énergie dans les ateliers',
  porteur: 'Syndicat des ateliers',
  accorde: 4_200_000,
  base: 0,
  cout: 10_000_000,
  conditions: '',
  deposeLe: new Date('2027-03-10T10:00:00Z'),
  notifieLe: new Date('2027-06-10T10:00:00Z'),
  dureeMois: 24,
}
const ARRETE = `actes:
  arrete:
    titre: Arrêté
    articles:
      - { titre: Objet, texte: ["L’aide est de {montant}. Elle bénéficie à {entreprises}.", "Rien sans {motif}."] }

suivi: {`
it('un arrêté nomme les entreprises dans son article et les imprime toutes en annexe ; celui qui n’en nomme pas n’a pas d’annexe', async () => {
  const { appel } = reglesDe({ source: OPERATION_COLLECTIVE, remplacer: [['suivi: {', ARRETE]] })
  const listes = {
    entreprises: [
      { nom: 'Atelier 1', siren: '000204313', depense: 600_000, aide_calculee: 200_000 },
      { nom: 'Atelier 2', siren: '000449157', depense: 900_000, aide_calculee: 400_050 },
    ],
  }
  const acte = rediger({ ...ACCORDEE, listes }, appel, w.deps.config, 'https://guichet.example/a')
  expect(acte.articles[0]!.texte).toEqual([
    expect.stringMatching(/Elle bénéficie à Atelier 1 \(2\s000\s€\) et Atelier 2 \(4\s000,50\s€\)\.$/),
  ])
  const { texte } = await lirePdf(await rendrePdf('acte', { ...acte, etabliLe: w.horloge.instant }, { norme: 'UA-1' }))
  expect(texte).toMatch(/Annexe Entreprises N° Entreprise SIREN .* 2 Atelier 2 000 449 157/)
  const usuel = reglesDe({ source: OPERATION_COLLECTIVE }).appel
  expect(rediger({ ...ACCORDEE, listes }, usuel, w.deps.config, 'https://guichet.example/a').annexes).toBeUndefined()
})

it('le mot d’un tableau que l’appel n’a pas est refusé dans un arrêté, à sa place', () => {
  const fautes = fautesDe({ source: OPERATION_COLLECTIVE, remplacer: [['suivi: {', ARRETE.replace('{entreprises}', '{societes}')]] })
  expect(fautes.join()).toContain('actes › arrete › articles › 1 › texte › 1')
})

it('au service, « Qui demandent » ne montre que les lignes qui demandent, et le total reste celui de toutes', async () => {
  const id = await commencer(w, vico.cookie)
  await remplir(w, vico.cookie, id)
  await envoyer(id, { ...COMPLET, 'entreprises.scierie2.depense': '120 000' })
  expect((await deposer(w, vico.cookie, id)).status).toBe(303)
  const { cookie } = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  const lire = async (suite: string) => (await w.get(`${paths.instruction.dossier(id)}${suite}`, cookie)).text()
  const table = (html: string) =>
    /<div id="relire-tableau-entreprises">.*?<\/table>/s
      .exec(html)![0]
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
  const toutes = await lire('')
  expect(table(toutes)).toMatch(
    /Toutes 2 Qui demandent 1.*Menuiserie des Trois Ponts.*Scierie de la forêt haute.*120 000 € de dépense, à vérifier/,
  )
  const seules = await lire('?lignes=demandent')
  expect(table(seules)).not.toContain('Menuiserie')
  expect(table(seules)).toMatch(/Scierie de la forêt haute.*2 entreprises/)
})

it('au service, « Changées depuis la version 1 » ne montre que ce que le second dépôt change, et ce qu’il remplace', async () => {
  const id = await commencer(w, vico.cookie)
  await remplir(w, vico.cookie, id)
  await envoyer(id, COMPLET)
  await deposer(w, vico.cookie, id)
  const { cookie } = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  const lire = async (suite: string) => {
    const html = await (await w.get(`${paths.instruction.dossier(id)}${suite}`, cookie)).text()
    return /<div id="relire-tableau-entreprises">.*?<\/table>/s
      .exec(html)![0]
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
  }
  expect(await lire('')).not.toContain('Changées depuis')
  expect((await w.post(paths.dossiers.reouverture(id), {}, vico.cookie)).status).toBe(303)
  await envoyer(id, { ...COMPLET, 'entreprises.scierie2.depense': '21 500' })
  expect((await deposer(w, vico.cookie, id)).status).toBe(303)
  expect(await lire('')).toContain('Changées depuis la version 1 1')
  const changees = await lire('?lignes=changees')
  expect(changees).not.toContain('Menuiserie')
  expect(changees).toMatch(/supprimé : 38 500,00 € ajouté : 21 500,00 €/)
})
