import { enTransaction } from '../../contexte.ts'
import { type Ctx, param } from '../../http.ts'
import { paths } from '../../paths.ts'
import { trouverDossier } from '../dossiers/index.ts'

/** The dossier that the address names, for a member of its structures; nothing for anybody else. */
export const lireDossier = (c: Ctx<'id'>) => enTransaction(c.var.ctx, tx => trouverDossier(tx, c.var.ctx, param(c, 'id')))

/** The address of a form that is a POST, come back to after signing in: the dossier's own page. */
export async function versDossier(c: Ctx<'id'>) {
  const d = await lireDossier(c)
  return d ? c.redirect(paths.dossiers.voir(d.id), 303) : c.notFound()
}
