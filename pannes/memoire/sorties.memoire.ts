import { afterAll, beforeAll, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { SLUG } from '../../src/test/vico.ts'
import { conclure, type Memoire, ouvrirMemoire, type Qui } from './machine.ts'

const LAUREATS = 80
const ENSEMBLE = 24
let s: Memoire
let agents: Qui[]
let dossiers: string[]
beforeAll(async () => {
  s = await ouvrirMemoire(2)
  s.m.w.regler('2021-11-09T09:00:00')
  dossiers = await s.m.laureats(LAUREATS)
  s.m.w.regler('2022-05-20T09:00:00')
  s.regler()
  agents = await Promise.all(
    Array.from({ length: ENSEMBLE }, (_, i) =>
      s.m.w.compte({ nom: `Agent ${i}`, roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
    ),
  )
  await s.m.w.owner.query("update dossier set reponses = jsonb_set(reponses, '{valeurs,situation}', to_jsonb(repeat('mot ', 5000)))")
})
afterAll(() => s?.fermer())

it('ce que beaucoup demandent à la fois tient sous 700 Mo, et les suivants aussi', async () => {
  const tous = (quoi: string, chemin: (i: number) => string, qui: (i: number) => Qui = i => agents[i]!) =>
    s.mesurer(quoi, p => Promise.all(Array.from({ length: ENSEMBLE }, (_, i) => s.envoyer(p, chemin(i), qui(i)))))
  for (const format of ['csv', 'xlsx', 'ods'] as const) {
    await tous(`la boîte en ${format}`, () => `${paths.instruction.boite}?format=${format}`)
    await tous(`les projets suivis en ${format}`, () => paths.suivi.feuille('projets', format))
    await tous(
      `les lauréats publiés en ${format}`,
      () => paths.appels.laureatsFeuilles[format](SLUG),
      () => ({ cookie: '' }),
    )
  }
  await tous('le rapport des lauréats', () => paths.suivi.rapport)
  await tous('toutes les fiches en un PDF', () => paths.instruction.fiches)
  await tous('une fiche chacun', i => paths.instruction.fiche(dossiers[i % LAUREATS]!))
  await tous(
    'un dossier entier en PDF',
    i => paths.dossiers.pdf(dossiers[i % LAUREATS]!),
    () => s.m.vico,
  )
  await tous(
    'un dossier et ses pièces',
    i => paths.dossiers.zip(dossiers[i % LAUREATS]!),
    () => s.m.vico,
  )
  await tous('l’archive de l’appel', () => paths.conservation.archiveZip(SLUG))
  await tous(
    'le cahier des charges',
    () => paths.appels.cahierDesCharges(SLUG),
    () => ({ cookie: '' }),
  )
  await tous(
    'les données ouvertes',
    i => [paths.donneesOuvertes.giving(), paths.donneesOuvertes.subventions(), paths.donneesOuvertes.catalogue()][i % 3]!,
  )
  await tous(
    'la boîte et le portefeuille, à lire',
    i => [paths.instruction.boite, paths.suivi.portefeuille, paths.instruction.bord][i % 3]!,
  )
  conclure(s.mesures)
})
