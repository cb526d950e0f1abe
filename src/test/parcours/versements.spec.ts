import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { modes, ouvrirSite } from '../site-ouvert.ts'
import { ouvrirSuivis } from '../suivi.ts'
import { gestesActes } from '../suivi-actes.ts'

/** The money of a lauréat: ordered, cancelled, paid, its balance; or given up. */
const site = ouvrirSite(async () => {
  const m = await ouvrirSuivis()
  return { m, g: gestesActes(m), w: m.w }
})

test.each(modes())('%s, une avance est ordonnée, annulée, reprise et payée, puis le solde est relu et clôt l’aide', async (_, ...mode) => {
  const { m, g } = site.m
  const dossier = await g.unConventionne('2021-12-15T10:00:00')
  const v = await site.entrer(m.referent, ...mode)
  const { page, presser, suivre, taper, attendre, titre, controler, refuse } = v

  const ordonnerAvance = async () => {
    await suivre('Ordonner : Avance')
    await titre('Ordonner une avance')
    await taper('ej', '2103 4567')
    await presser('Ordonner')
    await attendre('Le versement est ordonné.')
  }
  await page.goto(paths.suivi.dossier(dossier))
  await suivre('Ordonner : Avance')
  await titre('Ordonner une avance')
  expect(await page.locator('[name="montant"]').inputValue()).toMatch(/^2\s700$/)
  await controler()
  await taper('montant', '3 000')
  await presser('Ordonner')
  await refuse(/dépassent les 2\s700/)
  await page.goto(paths.suivi.dossier(dossier))
  await ordonnerAvance()
  await controler()
  await suivre('Constater : Avance')
  await titre(/^Avance de 2\s700/)
  await controler()
  await presser('Annuler cet ordre')
  await refuse('Erreur')
  await taper('raison', 'Le numéro d’engagement est faux.')
  await presser('Annuler cet ordre')
  await attendre('L’ordre est annulé.')
  await attendre('Annulé : Le numéro d’engagement est faux.')

  const payer = async (nature: string) => {
    await suivre(`Constater : ${nature}`)
    await titre(new RegExp(`^${nature} de`))
    await taper('verse_le', '15/12/2021')
    await presser('Constater le paiement')
    await attendre('Le paiement est constaté.')
  }
  await ordonnerAvance()
  await payer('Avance')
  expect(Number((await m.suivi(dossier)).verse)).toBe(270_000)

  await g.depenser(dossier, 800_000)
  await g.achever(dossier)
  await page.goto(paths.suivi.dossier(dossier))
  await suivre('Ordonner : Solde')
  await titre('Ordonner le solde')
  await controler()
  await presser('Calculer le solde')
  await titre('Relire le solde')
  await controler()
  await presser(/^Ordonner 3\s300/)
  await attendre('Le versement est ordonné.')
  await payer('Solde')
  await attendre('Soldé')
  expect((await g.versements(dossier)).map(x => [x.nature, x.montant, x.annule_motif || x.verse_le])).toEqual([
    ['avance', 270_000, 'Le numéro d’engagement est faux.'],
    ['avance', 270_000, '2021-12-15'],
    ['solde', 330_000, '2021-12-15'],
  ])
  expect((await m.suivi(dossier)).etape).toBe('solde')
  v.sansIncident()
  await v.fermer()
})

test.each(modes())(
  '%s, je renonce à l’aide après une avance : ce qui est à reverser est dit avant, et la page le dit ensuite',
  async (_, ...mode) => {
    const { m, g } = site.m
    const dossier = await g.unConventionne('2021-12-15T10:00:00')
    await g.ordonner(dossier, 'avance', { montant: '2 700' })
    await g.payer(dossier)
    await g.depenser(dossier, 100_000)
    const v = await site.entrer(m.vico, ...mode)
    const { page, presser, suivre, taper, attendre, titre, controler, refuse } = v

    await page.goto(paths.actes.liste(dossier))
    await suivre('Renoncer à l’aide')
    await titre('Renoncer à l’aide')
    await attendre(/Vous reversez 1\s950/)
    await controler()
    await presser('Renoncer à l’aide')
    await refuse('Erreur')
    await taper('motif', 'Le conseil a changé de projet.')
    await presser('Renoncer à l’aide')
    await titre('Aide abandonnée')
    await attendre('Motif donné : Le conseil a changé de projet.')
    await attendre(/1\s950,00/)
    await controler()
    expect(await m.suivi(dossier)).toMatchObject({ etape: 'abandonne', verse: 75_000 })
    v.sansIncident()
    await v.fermer()
  },
)
