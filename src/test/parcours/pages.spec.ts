import { expect, test, vi } from 'vitest'
import { paths } from '../../paths.ts'
import { LARGE, ouvrirGuichet } from '../guichet-ouvert.ts'
import { auditer, parcourir } from '../promenade.ts'
import { traverserAuClavier } from '../rgaa.ts'

/** Every page that links lead to, as each kind of person sees it while dossiers are filed: on a wide screen, on a telephone, in the dark. */
/** A walk reads dozens of pages, each at three widths. */
vi.setConfig({ testTimeout: 300_000 })

const g = ouvrirGuichet({ options: LARGE })

/** Pages that no link leads to. */
const SANS_LIEN = [paths.accueil, paths.structures.recherche, paths.dev.composants]

/** Forms of pages audited so far: a page alike for everybody is audited once. */
const auditees = new Set<string>()

test('un visiteur lit toutes les pages publiques, sur grand écran, sur téléphone et en sombre', async () => {
  const v = await g.arriver()
  for (const f of await parcourir(v, SANS_LIEN, auditees)) auditees.add(f)
  expect(auditees.size).toBeGreaterThan(15)
  await v.page.goto(paths.accueil)
  await traverserAuClavier(v.page)
  v.sansIncident()
  await v.fermer()
})

/** Where each person starts, a page that they must reach, and the pages that are not for them what they were for the one before. */
const etape = (code: string) => paths.dossiers.etape(':id', code)
const PERSONAS = [
  { persona: 'porteur-commune', depart: paths.espace, atteint: etape('depot') },
  { persona: 'porteur-epci', depart: paths.espace, atteint: etape('plan'), encore: ['methode', 'plan', 'pieces', 'depot'].map(etape) },
  { persona: 'referent-2a', depart: paths.instruction.boite, atteint: paths.instruction.dossier(':id') },
  { persona: 'administrateur', depart: paths.administration.appels, atteint: paths.administration.apercu('itn7-axe3-corse-2021', 1) },
  { persona: 'lecteur', depart: paths.compte.voir, atteint: paths.compte.voir },
]
test.each(PERSONAS)('$persona lit toutes les pages de son espace, de même', async ({ persona, depart, atteint, encore = [] }) => {
  const v = await g.entrer(persona)
  const connues = [...auditees].filter(f => f !== depart && !encore.includes(f))
  const vues = await parcourir(v, [depart], new Set(connues))
  expect(vues.filter(f => !connues.includes(f))).toContain(atteint)
  for (const f of vues) auditees.add(f)
  await v.page.setViewportSize(LARGE.viewport!)
  await v.page.goto(depart)
  await traverserAuClavier(v.page)
  v.sansIncident()
  await v.fermer()
})

test('une page qui n’existe pas le dit, sur téléphone aussi', async () => {
  const v = await g.arriver()
  expect((await v.page.goto('/cette-page-n-existe-pas'))?.status()).toBe(404)
  await auditer(v)
  v.sansIncident()
  await v.fermer()
})
