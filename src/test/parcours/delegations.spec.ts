import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { JUMEAU, publierJumeau } from '../appel-jumeau.ts'
import { ARRETE, agent } from '../signataires.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { publier, SLUG } from '../vico.ts'
import { openWorld } from '../world.ts'

/** Two calls that nobody signs, one a mode, and two people of the service. Each mode designates them, records a delegation, ends it, then ends the offices. */
const s = ouvrirSite(async () => {
  const w = await openWorld({ instant: '2026-05-04T10:00:00' })
  await publier(w)
  await publierJumeau(w)
  await agent(w, 'Préfet de Corse')
  await agent(w, 'Secrétaire générale')
  return {
    w,
    admin: await w.compte({ nom: 'Administration du guichet', roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
  }
})
const { administration: a } = paths
const fichier = join(tmpdir(), 'arrete-de-delegation.pdf')
writeFileSync(fichier, ARRETE)

describe.each(modes())('qui signe un appel, %s', (_, script, largeur) => {
  test('je désigne l’autorité et qui signe pour elle, j’enregistre leur délégation publiée, j’y mets fin, puis à leurs fonctions', async () => {
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, presser, suivre } = v
    const slug = script ? SLUG : JUMEAU.slug
    await v.aller(a.appel(slug))
    await lu('Personne n’est désigné pour signer.')
    await suivre('Désigner un signataire')
    await lu('Signatures et délégations', 'Aucun signataire n’est désigné pour cet appel.')
    await v.controler()
    await presser('Désigner ce signataire')
    await refuse('Indiquez le prénom')
    await v.controler()
    const nommer = async (compte: string, mots: Record<string, string>, autorite: boolean) => {
      const option = page.locator('[name=personne] option', { hasText: compte })
      await page.selectOption('[name=personne]', (await option.getAttribute('value'))!)
      for (const [nom, mot] of Object.entries(mots)) await page.fill(`[name=${nom}]`, mot)
      if (autorite) await cocher(page.locator('[name=en_propre]'))
      await presser('Désigner ce signataire')
      await lu('Cette personne est désignée.')
    }
    await nommer(
      'Préfet de Corse',
      { prenom: 'Camille', nom: 'Exemple', qualite: 'le préfet de Corse', service: 'Préfecture de Corse' },
      true,
    )
    await nommer(
      'Secrétaire générale',
      { prenom: 'Dominique', nom: 'Modèle', qualite: 'la secrétaire générale', service: 'Préfecture' },
      false,
    )
    await lu('Tout, en son nom', 'Par délégation')
    await v.controler()

    await suivre('Délégations de signature')
    await lu('Aucune délégation n’est enregistrée.', 'Sans délégation, l’autorité signe tout elle-même.')
    await v.controler()
    await presser('Enregistrer la délégation')
    await refuse('Choisissez qui délègue')
    await v.controler()
    for (const champ of ['delegant', 'delegue']) await page.selectOption(`[name=${champ}]`, { index: 1 })
    const champs = { arrete_numero: 'R20-2026-03-03-001', arrete_le: '03/03/2026', recueil: 'RAA R20-2026-03', publiee_le: '05/03/2026' }
    const suite = { plafond_acte: '23 000', plafond_total: '100 000', du: '04/03/2026', au: '31/12/2026' }
    for (const [nom, mot] of Object.entries({ ...champs, ...suite })) await page.fill(`[name=${nom}]`, mot)
    await cocher(page.locator('[name=nature_acte]'))
    await page.setInputFiles('[name=fichier]', fichier)
    await presser('Enregistrer la délégation')
    await refuse('Une délégation commence au plus tôt à sa publication, le 5 mars 2026')
    await page.fill('[name=du]', '06/03/2026')
    await page.setInputFiles('[name=fichier]', fichier)
    await presser('Enregistrer la délégation')
    await lu('La délégation est enregistrée.', 'R20-2026-03-03-001', '23 000 € par acte', 'En vigueur')
    await v.controler()

    await suivre(/^Mettre fin/)
    await lu('Dès maintenant, plus rien ne se signe par elle.')
    await v.controler()
    await presser('Mettre fin à cette délégation')
    await refuse('Dites pourquoi elle prend fin')
    await page.fill('[name=motif]', 'Rapportée par l’arrêté du 2 mai 2026.')
    await presser('Mettre fin à cette délégation')
    await lu('La délégation a pris fin.', 'Rapportée par l’arrêté du 2 mai 2026.')
    await v.controler()

    await v.aller(a.personnes(slug))
    for (let reste = 2; reste > 0; reste--) {
      await suivre(/^Fin de fonctions/)
      await lu('Dès maintenant, cette personne ne signe plus rien')
      await v.controler()
      await presser('Mettre fin à ses fonctions')
      await lu('Ses fonctions ont pris fin.')
      await expect.poll(() => page.getByRole('link', { name: /^Fin de fonctions/ }).count()).toBe(reste - 1)
    }
    await lu('Aucun signataire n’est désigné pour cet appel.')
    v.sansIncident()
    await v.fermer()
  })
})
