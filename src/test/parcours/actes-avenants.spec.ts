import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { NOTIFIE, ouvrirSuivis } from '../suivi.ts'
import { PDF } from '../suivi-actes.ts'

/** What binds a lauréat: its act established, withdrawn, signed; then an amendment asked, taken back, instructed, decided, signed. */
const site = ouvrirSite(ouvrirSuivis)

const SIGNE = { name: 'acte-signe.pdf', mimeType: 'application/pdf', buffer: Buffer.from(PDF) }

test.each(modes())('%s, l’acte est établi, retiré, refait, signé, puis un avenant le prolonge', async (_, ...mode) => {
  const { m } = site
  m.w.regler(NOTIFIE)
  const [dossier] = (await m.laureats(1)) as [string]
  m.w.regler('2021-11-10T09:00:00')
  const [referent, admin, porteur] = await Promise.all([m.referent, m.admin, m.vico].map(qui => site.entrer(qui, ...mode)))
  const actes = async () =>
    (
      await m.w.owner.query(
        'select nature, retire_le is not null as retire, signe_le::text from acte where dossier_id = $1 order by rang, numero',
        [dossier],
      )
    ).rows
  const signer = async ({ page, presser, suivre, titre, controler, attendre }: NonNullable<typeof referent>) => {
    await suivre(/^Déposer l’exemplaire signé/)
    await titre('Déposer l’exemplaire signé')
    await controler()
    await page.locator('[name="signe_le"]').fill('10/11/2021')
    await page.locator('[name="fichier"]').setInputFiles(SIGNE)
    await presser('Déposer')
    await attendre('L’acte signé est déposé.')
    await controler()
  }

  const { page, presser, suivre, taper, attendre, titre, controler, refuse } = referent!
  await page.goto(paths.suivi.dossier(dossier))
  await suivre('Établir l’acte')
  await titre('Établir l’acte')
  await controler()
  await taper('duree', 'dix')
  await presser('Établir l’acte')
  await refuse('Indiquez un nombre de mois')
  await taper('duree', '8')
  await presser('Établir l’acte')
  await attendre('L’acte est établi.')
  await controler()
  await presser('Retirer cet acte')
  await attendre('L’acte est retiré.')
  await suivre('Établir l’acte')
  await titre('Établir l’acte')
  await taper('duree', '10')
  await presser('Établir l’acte')
  await attendre('L’acte est établi.')
  await signer(referent!)
  expect((await actes()).filter(a => !a.retire)).toEqual([{ nature: expect.any(String), retire: false, signe_le: '2021-11-10' }])
  expect((await m.suivi(dossier)).fin).toBe('2022-09-10')

  const demander = async () => {
    await porteur!.suivre('Demander un avenant')
    await porteur!.titre('Demander un avenant')
    // a field is shown with its answer
    expect(await porteur!.page.locator('[name="fin"]').isVisible()).toBe(false)
    await porteur!.page.locator('label', { hasText: 'La date de fin du projet' }).click()
    await porteur!.taper('fin', '31/12/2022')
    await porteur!.taper('motif', 'Le marché est infructueux.')
    await porteur!.presser('Envoyer la demande')
    await porteur!.attendre('Votre demande d’avenant est envoyée au service.')
  }
  await porteur!.page.goto(paths.actes.liste(dossier))
  await demander()
  await porteur!.controler()
  await porteur!.presser('Retirer la demande')
  await porteur!.attendre('Votre demande d’avenant est retirée.')
  await demander()

  await page.goto(paths.suivi.dossier(dossier))
  await suivre(/^Instruire/)
  await titre(/^Avenant du/)
  await taper('avis', 'Favorable : le calendrier reste tenable.')
  await presser('Enregistrer l’avis')
  await attendre('L’avis est enregistré.')
  await controler()
  await admin!.page.goto(paths.suivi.dossier(dossier))
  await admin!.suivre(/^Décider/)
  await admin!.titre(/^Avenant du/)
  await admin!.controler()
  await admin!.page.locator('label[for^="sens"]', { hasText: 'Refuser' }).click()
  await admin!.presser('Décider')
  await admin!.refuse('Erreur')
  await admin!.page.locator('label[for^="sens"]', { hasText: 'Accorder' }).click()
  await admin!.presser('Décider')
  await admin!.attendre('L’avenant est décidé.')

  await porteur!.page.goto(paths.actes.liste(dossier))
  await porteur!.attendre('Accordé, à signer')
  await signer(porteur!)
  expect((await m.suivi(dossier)).fin).toBe('2022-12-31')
  for (const v of [referent!, admin!, porteur!]) {
    v.sansIncident()
    await v.fermer()
  }
})
