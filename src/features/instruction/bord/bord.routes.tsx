import { enTransaction } from '../../../contexte.ts'
import { type Ctx, exigeRole, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { ecrireFeuille } from '../../tableur/index.ts'
import { BordPage } from './bord.view.tsx'
import { type Figure, mot, nom, type Tableau } from './figure.ts'
import { lireBord } from './lire-bord.ts'

/** Whoever may count: those who instruct, a member of the comité, and a lecteur, who reads figures and no dossier. */
const exigeChiffres = exigeRole('referent_departemental', 'referent_regional', 'administrateur', 'direction', 'membre_comite', 'lecteur')
const lire = (c: Ctx) => enTransaction(c.var.ctx, tx => lireBord(tx, c))

/** The dashboard of a call, and each of its figures as a file. */
export const bordRoutes = () =>
  router()
    .get(paths.instruction.bord, exigeChiffres, async c => {
      const bord = await lire(c)
      return bord ? c.html(<BordPage site={c.var.site} {...bord} />) : c.notFound()
    })
    .get(paths.instruction.figures, exigeChiffres, async c => {
      const bord = await lire(c)
      const figure = bord?.figures.find(f => `${f.code}.csv` === param(c, 'fichier'))
      if (!bord || !figure || bord.departementInconnu) return c.notFound()
      const { type, flux } = ecrireFeuille('csv', feuilleDe(figure.tableau ?? sansTable(figure), c.var.ctx.instant))
      return c.body(flux, 200, {
        'content-type': type,
        'content-disposition': `attachment; filename="${bord.appel}-${param(c, 'fichier')}"`,
      })
    })

/** Nothing to count yet: the file says so. */
const sansTable = ({ titre, fait }: Figure): Tableau => ({ legende: titre, colonnes: [nom(titre)], lignes: [[mot(fait)]] })

/** The table of a figure as a sheet, its total last. */
const feuilleDe = ({ legende, colonnes, lignes, total }: Tableau, etablieLe: Date) => ({
  nom: legende,
  etablieLe,
  colonnes: colonnes.map(({ titre, genre, unite }, i) => ({
    titre: unite ? `${titre} (${unite})` : titre,
    genre,
    largeur: genre === 'texte' ? 40 : 14,
    valeur: (l: Tableau['lignes'][number]) => l[i]?.brut ?? null,
  })),
  lignes: total ? [...lignes, total] : lignes,
})
