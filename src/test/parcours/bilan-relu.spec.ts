import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { ouvrirSuivis, SIRET } from '../suivi.ts'
import { PDF } from '../suivi-actes.ts'

/** A bilan around its form: what is joined to it and taken back, nothing new, what the référent reads, sends back, accepts. */
const site = ouvrirSite(ouvrirSuivis)

const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(PDF) })
const LISTE = Buffer.from(
  [
    'SIRET;Entreprise;Département du siège;Date de commande;Montant HT;Montant TTC;Objet',
    `${SIRET};Isula;2B;10/12/2021;100;120;Licence`,
    `${SIRET};Isula;2B;13/12/2021;200;240;Hébergement`,
  ].join('\n'),
)

test.each(modes())(
  '%s, je joins une photo et la retire, j’importe une liste et la retire, puis je dis qu’il n’y a rien de nouveau',
  async (_, ...mode) => {
    const { m } = site
    const { dossier, bilan } = await m.unBilan('2022-01-04T10:12:00')
    const v = await site.entrer(m.vico, ...mode)
    const { page, presser, suivre, attendre, titre, controler } = v
    const compter = async (table: 'commande' | 'bilan_piece') =>
      (await m.w.owner.query(`select count(*)::int as n from ${table} where bilan_id = $1 and retiree_le is null`, [bilan])).rows[0].n

    await page.goto(paths.bilans.voir(dossier, bilan))
    await presser('Ajouter une photo, une pièce ou une facture')
    await titre('Photos, pièces et factures')
    await page.locator('[name="fichier"]').setInputFiles([pdf('devis.pdf'), pdf('marché.pdf')])
    await presser('Joindre')
    await attendre('Les fichiers sont joints au bilan.')
    await page.getByRole('link', { name: 'marché.pdf' }).waitFor()
    await controler()
    expect(await compter('bilan_piece')).toBe(2)
    await presser('Retirer marché.pdf')
    await attendre('Le fichier est retiré.')
    await expect.poll(() => page.getByRole('link', { name: 'marché.pdf' }).count()).toBe(0)
    await presser('Retirer devis.pdf')
    await expect.poll(() => page.getByRole('link', { name: 'devis.pdf' }).count()).toBe(0)
    expect(await compter('bilan_piece')).toBe(0)
    await suivre('Revenir au bilan')

    await presser(/^Importer une liste/)
    await titre('Importer des commandes')
    await page.locator('[name="fichier"]').setInputFiles({ name: 'commandes.csv', mimeType: 'text/csv', buffer: LISTE })
    await presser('Importer')
    await attendre('2 commandes sont importées.')
    expect(await compter('commande')).toBe(2)
    await page.goto(paths.bilans.commandes(dossier, bilan))
    await page.getByText('Ce n’est pas la bonne liste').click()
    await controler()
    await presser('Retirer toutes les commandes de ce bilan')
    await attendre('Les commandes de ce bilan sont retirées.')
    expect(await compter('commande')).toBe(0)

    await suivre('Rien de nouveau')
    await titre(/^Rien de nouveau/)
    await controler()
    await presser('Déposer le bilan')
    await attendre('Bilan déposé')
    await attendre('Rien de nouveau depuis le précédent.')
    const { rows } = await m.w.owner.query('select rien_de_nouveau from bilan_depot where bilan_id = $1', [bilan])
    expect(rows).toEqual([{ rien_de_nouveau: true }])
    v.sansIncident()
    await v.fermer()
  },
)

test.each(modes())('%s, la référente renvoie un bilan en disant pourquoi, le porteur le reprend, elle l’accepte', async (_, ...mode) => {
  const { m } = site
  const { dossier, bilan } = await m.unBilan('2022-01-04T10:12:00')
  await m.w.post(paths.bilans.rien(dossier, bilan), {}, m.vico.cookie)
  const [referent, porteur] = await Promise.all([site.entrer(m.referent, ...mode), site.entrer(m.vico, ...mode)])
  const etat = async () => (await m.bilans(dossier))[0]!.etat

  await referent.page.goto(paths.suivi.lecture(bilan))
  await referent.controler()
  await referent.presser('Renvoyer au porteur')
  await referent.refuse('Dites au porteur ce qui est à reprendre')
  await referent.controler()
  await referent.taper('remarque', 'Dites où en est le marché.')
  await referent.presser('Renvoyer au porteur')
  await referent.attendre('Le bilan est renvoyé.')
  expect(await etat()).toBe('renvoye')

  await porteur.page.goto(paths.bilans.voir(dossier, bilan))
  await porteur.attendre('« Dites où en est le marché. »')
  await porteur.controler()
  await porteur.taper('difficultes', 'Le marché est relancé en février.')
  await porteur.presser('Déposer le bilan')
  await porteur.attendre('Bilan déposé')

  await referent.page.goto(paths.suivi.lecture(bilan))
  await referent.attendre('Le marché est relancé en février.')
  await referent.taper('remarque', 'Merci.')
  await referent.presser('Accepter le bilan')
  await referent.attendre('Le bilan est accepté.')
  expect(await referent.page.getByRole('button', { name: 'Accepter le bilan' }).count()).toBe(0)
  expect(await etat()).toBe('accepte')
  for (const v of [referent, porteur]) {
    v.sansIncident()
    await v.fermer()
  }
})
