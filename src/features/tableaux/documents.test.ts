import { readOds } from 'hucre/ods'
import { expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { OPERATION_COLLECTIVE } from '../../test/appels/operation-collective.ts'
import { fautesDe, reglesDe } from '../../test/appels/varier.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { COMPLET, envoyer, preparerTableaux, vico, w } from '../../test/tableaux.ts'
import { commencer, deposer, remplir } from '../../test/vico.ts'
import { tableauxDe } from '../cahier/index.ts'
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
  const href = /href="([^"]*tableau=entreprises[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&')
  const r = await w.get(href, cookie)
  expect(r.headers.get('content-disposition')).toContain('entreprises-dossiers-')
  const [titres, ...lignes] = (await readOds(Buffer.from(await r.arrayBuffer()))).sheets[0]!.rows
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
