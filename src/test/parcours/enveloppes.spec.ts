import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirCredits } from '../credits.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { PDF, SLUG } from '../vico.ts'

/** The money of a call: two envelopes, a transfer that is read before it is done, its paper, and the way back. */
const site = ouvrirSite(ouvrirCredits)

test.each(modes())(
  '%s, on lit ce qu’un transfert change, on l’enregistre, on joint son document, on le défait',
  async (_, script, largeur) => {
    const { m } = site
    const nom = (n: string) => `${n}, ${script ? 'avec' : 'sans'}`
    const [a, b] = [
      await m.ouvrir(30_000_000, { libelle: nom('Corse-du-Sud') }),
      await m.ouvrir(30_000_000, { libelle: nom('Haute-Corse') }),
    ]
    const v = await site.entrer(m.admin, script, largeur)
    const { page, presser, suivre, taper, attendre, titre, controler, refuse } = v
    const choisir = async (champ: string, valeur: string) => void (await page.locator(`[name="${champ}"]`).selectOption(valeur))
    const remplir = async (montant: string) => {
      await choisir('mouvement', 'transfert')
      await choisir('de', a)
      await choisir('vers', b)
      await taper('montant', montant)
    }

    await page.goto(paths.administration.enveloppes(SLUG))
    await titre('Enveloppes')
    await controler()
    await remplir('60 000')
    // with a script what it changes comes as it is typed; without, it is asked for
    if (!script) await presser('Voir ce que cela change')
    await attendre('Transférer 60 000 €')
    await controler()
    await presser('Transférer 60 000 €')
    await refuse('Écrivez la raison')
    await taper('raison', 'Six dossiers prêts en Haute-Corse')
    await presser('Transférer 60 000 €')
    await attendre(/Mouvement n°\s\d+ enregistré/)
    expect((await m.etat(b)).montant).toBe(36_000_000)
    await controler()

    await remplir('400 000')
    await taper('raison', 'Trop')
    await presser(/Voir ce que cela change|Recalculer/)
    await attendre('Transférer 400 000 € est impossible')
    expect(await page.locator('[name="montant"]').inputValue()).toBe('400 000')

    await page.goto(paths.administration.enveloppes(SLUG))
    await suivre(/^joindre/)
    await titre(/Document du mouvement/)
    await controler()
    await page
      .locator('[name="fichier"]')
      .setInputFiles({ name: 'arbitrage.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await PDF.arrayBuffer()) })
    await presser('Joindre le document')
    await attendre(/Le document du mouvement n°\s\d+ est joint/)

    await presser(/^Défaire/)
    await attendre(/est défait, par le/)
    expect((await m.etat(b)).montant).toBe(30_000_000)
    v.sansIncident()
  },
)

test.each(modes())('%s, les enveloppes qu’une version ajoute s’ouvrent d’un bouton', async (_, script, largeur) => {
  const { m } = site
  await m.q("update enveloppe set code = code || '-' where code = 'corse'")
  const v = await site.entrer(m.admin, script, largeur)
  await v.page.goto(paths.administration.enveloppes(SLUG))
  await v.presser(/^Ouvrir 794/)
  await v.attendre('Les enveloppes sont ouvertes.')
  expect((await m.q("select montant::int from enveloppe where code = 'corse'"))[0].montant).toBe(79_400_000)
  v.sansIncident()
})
