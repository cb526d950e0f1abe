import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { teteDe } from '../cadre/index.ts'
import { listesDe, structuresDuProjet } from '../champs/index.ts'
import { texteComparable } from '../contenu/index.ts'
import { peut, peutRemplir, relation } from '../decret/index.ts'
import { type ComplementOuvert, champOuvert, type Dossier, type PointDemande, telQueDepose } from '../dossiers/index.ts'
import { empreinteAValider, etatValidation, lireRegles } from '../examen/index.ts'
import { illisiblesDe, lireDossier, pageDepose, pageNeChangePlus, pointsBloquants } from '../mon-dossier/index.ts'
import { differences } from '../versions/index.ts'
import { ComplementsPage } from './complements.view.tsx'
import { noterLecture } from './noter-lecture.ts'
import { envoyerComplements, REPONSE_MAX, type RefusReponse } from './repondre.ts'
import { titreDuPoint } from './titres.ts'

/** The porteur's side of a request for complements. */
export const complementsRoutes = () =>
  router()
    .get(paths.dossiers.complements, exigeCompte, async c => {
      const d = await lireDossier(c)
      if (!d) return c.notFound()
      if (!d.complement) return c.redirect(paths.dossiers.voir(d.id), 303)
      if (!d.complement.vuLe) await noterLecture(ctxActeur(c), d.id, d.complement)
      return pageComplements(c, d, d.complement)
    })
    .post(paths.dossiers.complements, exigeCompte, envoyer)

const aLire = (d: Dossier) => ({ appel: d.version.appel, contenu: d.contenu, structures: structuresDuProjet(d) })

type Retour = { reponse?: string; errors?: Record<string, string>; bloquants?: { texte: string; href: string }[] }

async function pageComplements(c: Ctx, d: Dossier, complement: ComplementOuvert, retour: Retour = {}) {
  const { instant } = c.var.ctx
  const depose = await enTransaction(c.var.ctx, tx => telQueDepose(tx, c.var.ctx.guichetId, d))
  return c.html(
    <ComplementsPage
      site={c.var.site}
      tete={teteDe(c, d)}
      complement={complement}
      points={complement.points.map(p => ({
        ...p,
        titre: titreDuPoint(aLire(d), p),
        change: pointChange(d, depose, p),
        ouvert: peutRemplir(c.var.ctx.acteur!, d, p.etape, p.piece === null ? 'remplir' : 'joindre'),
      }))}
      retard={instant > complement.echeance}
      porteur={peut(relation(c.var.ctx.acteur, d), 'envoyer_complement', { dossier: d.etat }) ? undefined : d.structure.nom}
      aValider={aValiderDe(d)}
      {...retour}
    />,
    retour.errors || retour.bloquants ? 422 : 200,
  )
}

/** The partners whose agreement no longer holds for what would leave. */
function aValiderDe(d: Dossier): string[] {
  const empreinte = empreinteAValider(d.version.appel, d.contenu)
  return d.partenaires.filter(p => etatValidation(p, empreinte) === 'a_revalider').map(p => p.nom)
}

const MESSAGES: Record<'vide', string> = {
  vide: 'Rien n’a changé depuis le dépôt. Complétez un point, ou écrivez au service pourquoi vous ne répondez pas',
}

async function envoyer(c: Ctx<'id'>) {
  const reponse = texteSaisi((await c.req.parseBody()).reponse)
  const r = await envoyerComplements(ctxActeur(c), { dossierId: param(c, 'id'), reponse })
  if (r.ok) return c.redirect(`${paths.dossiers.voir(param(c, 'id'))}?complements=1`, 303)
  const d = r.error.motif === 'introuvable' ? undefined : await lireDossier(c)
  if (!d) return c.notFound()
  if (!d.complement && reponse) {
    const perdus = [{ libelle: 'Message au service', texte: reponse }]
    return pageNeChangePlus(c, d, { titre: 'Compléments', message: RIEN, perdus, statut: 409 })
  }
  if (!d.complement)
    return d.deposeLe ? c.html(await pageDepose(c, d, { refus: `${RIEN}.` }), 409) : c.redirect(paths.dossiers.voir(d.id), 303)
  return pageComplements(c, d, d.complement, retourDe(c, d, reponse, r.error))
}
const RIEN = 'Le service n’attend pas de compléments pour ce dossier. Vos réponses sont déjà parties, ou la demande a été retirée'

function retourDe(c: Ctx, d: Dossier, reponse: string, e: RefusReponse): Retour {
  if (e.motif === 'bloque') {
    const l = lireRegles(d, d.deposeLe ?? c.var.ctx.instant)
    const bloquants = pointsBloquants(c, d, l, e.verdicts)
    return { reponse, bloquants: illisiblesDe(d, l).length > 0 || bloquants.length > 0 ? bloquants : [] }
  }
  if (e.motif === 'trop_long')
    return { reponse, errors: { reponse: `Le message a ${e.longueur}\u00a0caractères. Raccourcissez-le à ${REPONSE_MAX}` } }
  return { reponse, errors: e.motif === 'vide' ? { reponse: MESSAGES.vide } : { _: 'Seule la structure qui porte le projet répond' } }
}

function pointChange(d: Dossier, depose: Dossier, p: PointDemande): boolean {
  if (p.piece) {
    const ids = (x: Dossier) =>
      x.pieces
        .filter(f => f.code === p.piece)
        .map(f => f.id)
        .sort()
        .join()
    return ids(d) !== ids(depose)
  }
  const l = lireRegles(d, d.deposeLe!)
  const etape = l.formulaire.etapes.find(e => e.code === p.etape)
  if (!etape) return false
  const change = l
    .champs(etape)
    .some(
      x => champOuvert([p], p.etape, x.nom) && texteComparable(d.contenu.valeurs[x.nom]) !== texteComparable(depose.contenu.valeurs[x.nom]),
    )
  if (change || p.champ || listesDe(d.version.appel, etape).length === 0) return change
  return differences(d.version.appel, depose.contenu, d.contenu).some(x => x.etape === etape.titre)
}
