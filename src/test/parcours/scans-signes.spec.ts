import { expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirScans } from '../gestes-scans.ts'
import { type Feuille, relier } from '../scans.ts'
import { MODES, ouvrirSite } from '../site-ouvert.ts'

/** Signed acts out of the scanner: dropped, a page placed by hand, confirmed, and the scan thrown away. An act for each way of playing. */
const site = ouvrirSite(async () => {
  const scans = await ouvrirScans(MODES.length)
  return { ...scans, w: scans.m.w }
})

/** The same sheet without its foot: the scanner cut it off. */
const sansPied = (f: Feuille): Feuille => ({ ...f, gris: f.gris.map((x, i) => (i > f.gris.length * 0.86 ? 235 : x)) })

test.each(MODES)(
  '%s, je dépose un scan, je place la page sans code, j’enregistre l’acte, je supprime le scan',
  async (_, script, largeur) => {
    const { m, actes, feuilles, jouer } = site.m
    const i = MODES.findIndex(([, s]) => s === script)
    const acte = actes[i]!
    const [une, ...suite] = await feuilles(i)
    const v = await site.entrer(m.referent, script, largeur)
    const { page, presser, suivre, taper, attendre, titre, controler, refuse } = v
    /** The job reads, or files; the page follows by itself, or is asked for again. */
    const traiter = async () => {
      await jouer(new URL(page.url()).pathname.split('/').at(-1)!)
      if (!script) await suivre('Actualiser')
    }

    await page.goto(paths.suivi.scans)
    await controler()
    await presser('Lire les scans')
    await refuse('Choisissez un fichier')
    await page.locator('[name="fichier"]').setInputFiles({
      name: 'Numérisation.pdf',
      mimeType: 'application/pdf',
      buffer: relier([sansPied(une!), ...suite]),
    })
    await presser('Lire les scans')
    await titre('Lecture des scans')
    await controler()
    await traiter()
    await titre(/^Scan du/)
    await controler()
    await page.locator('[name="page.1"]').selectOption(acte.id)
    await presser('Placer ces pages')
    await page.getByRole('button', { name: 'Enregistrer l’acte coché' }).waitFor()
    await controler()
    await presser('Enregistrer l’acte coché')
    await refuse('Indiquez la date de signature')
    await taper('signe_le', '15/11/2021')
    await presser('Enregistrer l’acte coché')
    await attendre('Enregistrement : 0 sur 1 acte')
    await traiter()
    await page.getByRole('heading', { name: '1 acte enregistré' }).waitFor()
    await controler()
    const { rows } = await m.w.owner.query('select signe_le::text from acte where id = $1', [acte.id])
    expect(rows).toEqual([{ signe_le: '2021-11-15' }])
    // its page is its own: nobody asks about it any more
    expect(await page.getByRole('button', { name: 'Placer ces pages' }).count()).toBe(0)

    await presser('Supprimer ce scan')
    await attendre('Le scan est supprimé.')
    await controler()
    v.sansIncident()
    await v.fermer()
  },
)
