import { describe, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { JUMEAU, publierJumeau } from '../appel-jumeau.ts'
import { cocher, modes, ouvrirSite } from '../site-ouvert.ts'
import { publier, SLUG } from '../vico.ts'
import { openWorld } from '../world.ts'

/** Two published calls with the same volets: the first has its référents, the second nobody. Each mode leaves the second as it found it. */
const s = ouvrirSite(async () => {
  const w = await openWorld()
  await publier(w)
  await publierJumeau(w)
  const role = (role: 'referent_departemental' | 'referent_regional', departements: string[], volets: string[]) => ({
    role,
    departements,
    volets,
    appels: [SLUG],
  })
  await w.compte({ nom: 'Référent de la Corse-du-Sud', roles: [role('referent_departemental', ['2A'], ['volet_1', 'volet_2', 'volet_3'])] })
  await w.compte({ nom: 'Référente régionale', roles: [role('referent_regional', [], ['volet_4'])] })
  return {
    w,
    admin: await w.compte({ nom: 'Administration du guichet', roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
  }
})
const { administration: a } = paths

describe.each(modes())('les personnes d’un appel, %s', (_, script, largeur) => {
  test('un nouvel appel n’est à personne\u00a0: je reprends qui en instruit un autre, je désigne pour ce qui manque, je retire', async () => {
    const v = await s.entrer(s.m.admin, script, largeur)
    const { page, lu, refuse, presser, suivre } = v
    await v.aller(a.appel(JUMEAU.slug))
    await lu('Personne n’instruit encore cet appel.')
    await v.controler()
    await suivre('Désigner qui les instruit')
    await lu('Qui instruit quoi', 'Personne n’a de rôle sur cet appel.')
    await v.controler()
    await presser('Voir qui serait repris')
    await lu('Reprendre des personnes', 'Référente régionale', 'Référent de la Corse-du-Sud')
    await v.controler()
    for (const n of [0, 1]) await cocher(page.locator('[name=ligne]').nth(n), false)
    await presser('Donner cet appel à ces personnes')
    await refuse('Cochez au moins une personne')
    await v.controler()
    for (const n of [0, 1]) await cocher(page.locator('[name=ligne]').nth(n))
    await presser('Donner cet appel à ces personnes')
    await lu('Cet appel est donné à ces personnes.', 'Personne n’instruit les volets 1, 2 et 3 (Haute-Corse).')
    await v.controler()

    await presser('Donner cet appel')
    await refuse('Choisissez une personne')
    await page.selectOption('[name=role]', { index: 1 })
    await cocher(page.locator('[name=departement][value="2B"]'))
    await presser('Donner cet appel')
    await lu('Cet appel est donné à cette personne.')
    expect(await page.getByText('Personne n’instruit').count()).toBe(0)
    await v.controler()

    const dates = page.locator('details', { hasText: 'Enregistrer ces dates' }).first()
    const dater = async (au: string) => {
      await dates.locator('[name=du]').fill('01/10/2026')
      await dates.locator('[name=au]').fill(au)
      await dates.getByRole('button', { name: 'Enregistrer ces dates' }).click()
    }
    await dates.locator('summary').click()
    await dater('30/09/2026')
    await refuse('Le dernier jour vient avant le premier')
    await v.controler()
    await dater('30/09/2027')
    await lu('Ces dates sont enregistrées', 'Du 1er octobre 2026 au 30 septembre 2027')
    await v.controler()

    for (let reste = 3; reste > 0; reste--) {
      await presser(/^Retirer/)
      await lu('Ce rôle sur cet appel est retiré.')
      await expect.poll(() => page.getByRole('button', { name: /^Retirer/ }).count()).toBe(reste - 1)
    }
    await lu('Personne n’a de rôle sur cet appel.')
    v.sansIncident()
    await v.fermer()
  })
})
