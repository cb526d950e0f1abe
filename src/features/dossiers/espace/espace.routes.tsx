import { enTransaction, structuresActives } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../../http.ts'
import { delaiRestant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { appelPublie, etatAppel, vagueUtile } from '../../appels/index.ts'
import { texteDe } from '../contenu.ts'
import { cloturePour, etatPour, modifiable } from '../delais.ts'
import { type Dossier, mesDossiers } from '../dossiers.queries.ts'
import { aEteDepose } from '../dossiers.rules.ts'
import { avancement } from '../etapes/avancement.ts'
import { lireRegles } from '../lecture.ts'
import { motEtat } from '../mots.ts'
import { creerDossier } from './creer.ts'
import { EspacePage, type LigneEspace, type TacheEspace } from './espace.view.tsx'
import { NouveauPage } from './nouveau.view.tsx'

const TROIS_JOURS_MS = 3 * 86_400_000

/** A porteur's home, and the beginning of a dossier. */
export function espaceRoutes() {
  const app = router()
  app.get(paths.espace, exigeCompte, c => espace(c as Ctx))
  app.get(paths.dossiers.nouveau(':slug'), exigeCompte, c => nouveau(c as Ctx))
  app.post(paths.dossiers.nouveau(':slug'), exigeCompte, c => creer(c as Ctx))
  return app
}

async function espace(c: Ctx) {
  const ctx = ctxActeur(c)
  const dossiers = await enTransaction(ctx, tx => mesDossiers(tx, ctx))
  const lignes = dossiers.map(d => ligne(d, ctx.instant))
  const taches = dossiers.filter(d => ouvert(d, ctx.instant)).map(d => tache(d, ctx.instant))
  taches.sort((a, b) => a.cloture.getTime() - b.cloture.getTime())
  return c.html(<EspacePage site={c.var.site} structures={ctx.acteur.structures} taches={taches} dossiers={lignes} />)
}

const ouvert = (d: Dossier, instant: Date) => modifiable(d, instant)

function tache(d: Dossier, instant: Date): TacheEspace {
  const etapes = avancement(lireRegles(d, instant), d.contenu).slice(0, -1)
  const faites = etapes.filter(e => e.etat === 'complet' || e.etat === 'attention').length
  const cloture = cloturePour(d, instant)
  return {
    id: d.id,
    numero: d.numero,
    titre: texteDe(d.contenu, 'titre') ?? 'Projet sans titre',
    quoi: faites === etapes.length ? 'Prêt à vérifier et à déposer.' : `Étapes complètes\u00a0: ${faites} sur\u00a0${etapes.length}.`,
    reste: delaiRestant(instant, cloture) ?? 'Dernière minute',
    cloture,
    proche: cloture.getTime() - instant.getTime() <= TROIS_JOURS_MS,
  }
}

function ligne(d: Dossier, instant: Date): LigneEspace {
  const clos = etatPour(d, instant) === 'clos'
  const cloture = cloturePour(d, instant)
  return {
    id: d.id,
    numero: d.numero,
    titre: texteDe(d.contenu, 'titre') ?? 'Projet sans titre',
    appel: d.version.appel.titre,
    structure: d.structure.nom,
    etat: motEtat(d.etat, clos),
    maintenant: SUITE[d.etat](clos),
    date:
      aEteDepose(d.etat) && d.etat !== 'rouvert'
        ? { mot: 'déposé le', instant: d.deposeLe!, echeance: false }
        : d.etat === 'abandonne'
          ? { mot: 'abandonné le', instant: d.modifieLe, echeance: false }
          : { mot: clos ? 'clos depuis le' : 'avant le', instant: cloture, echeance: true },
  }
}
const SUITE = {
  brouillon: (clos: boolean) => (clos ? 'Il ne sera pas examiné. Vous pouvez l’exporter.' : 'À compléter, puis à déposer.'),
  depose: () => 'Rien à faire. Le service examine votre dossier.',
  rouvert: () => 'Vos changements ne sont pas déposés. Le dernier dépôt compte.',
  en_instruction: () => 'Rien à faire. Le service examine votre dossier.',
  au_comite: () => 'Rien à faire. Le service examine votre dossier.',
  irrecevable: () => 'Le courrier du service dit pourquoi, et comment contester.',
  abandonne: () => 'Rien à faire.',
  retire: () => 'Rien à faire. Le service ne l’examinera pas.',
} as const

const publieDe = (c: Ctx) => enTransaction(c.var.ctx, tx => appelPublie(tx, c.var.ctx.guichetId, param(c, 'slug')))

async function nouveau(c: Ctx) {
  const publie = await publieDe(c)
  if (!publie) return c.notFound()
  return c.html(
    <NouveauPage site={c.var.site} appel={publie.appel} structures={structuresActives(c.var.ctx.acteur)} {...closDe(publie.appel, c)} />,
  )
}

const closDe = (appel: Parameters<typeof etatAppel>[0], c: Ctx) =>
  etatAppel(appel, c.var.ctx.instant) === 'clos' ? { clos: vagueUtile(appel, c.var.ctx.instant).cloture } : {}

/** Straight to the first step when there is one structure; otherwise the person chooses. */
async function creer(c: Ctx) {
  const ctx = ctxActeur(c)
  const publie = await publieDe(c)
  if (!publie) return c.notFound()
  const brut = await c.req.parseBody()
  const structures = structuresActives(ctx.acteur)
  const choisie = typeof brut.structure === 'string' ? brut.structure : structures.length === 1 ? structures[0]!.id : undefined
  if (choisie === undefined && !('structure' in brut) && !('_choix' in brut))
    return c.redirect(paths.dossiers.nouveau(publie.appel.slug), 303)
  const r = await creerDossier(ctx, { slug: publie.appel.slug, structureId: choisie ?? '' })
  if (r.ok) return c.redirect(paths.dossiers.voir(r.value.id), 303)
  const errors = r.error.motif === 'structure' ? { structure: 'Choisissez une structure dont vous êtes membre' } : {}
  return c.html(
    <NouveauPage site={c.var.site} appel={publie.appel} structures={structures} errors={errors} {...closDe(publie.appel, c)} />,
    422,
  )
}
