import { PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param } from '../../../http.ts'
import { valeurA } from '../../formes/index.ts'
import { brouillonDe } from '../brouillons.queries.ts'
import { lire } from '../lire-brouillon.ts'
import { EssaisPage, type EssaisProps } from './essais.view.tsx'
import { lireEssais } from './lire-essais.ts'

const FAITS: Record<string, string> = {
  attente: 'Cet essai attend maintenant ce que donnent les règles.',
  ajoute: 'L’essai est ajouté. Lisez ce qu’il donne.',
  anonyme: 'Le dossier est ajouté, rendu anonyme. Relisez l’essai avant de le garder.',
  lu: 'C’est noté\u00a0: conforme.',
  relire: 'C’est noté\u00a0: à relire.',
  sans_essais: 'Les essais qui bloquaient sont retirés. La page de l’appel permet de revenir en arrière.',
  sans_echecs: 'Les essais qui échouaient sont retirés. La page de l’appel permet de revenir en arrière.',
  // what the form of the whole list, kept for whoever prefers it, says of itself
  enregistre: 'Enregistré.',
  fait: 'C’est fait.',
  rien: 'Rien n’avait changé.',
}

type Retour = Pick<EssaisProps, 'refus' | 'dossier'>
/** The page of the test dossiers of a draft, fresh or as a refused act leaves it. */
export async function pageEssais(c: Ctx<'brouillon'>, { refus, dossier }: Retour = {}) {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return c.notFound()
  const { brut, remarques, panne } = await lire(c, brouillon.source)
  const vus = await lireEssais(brouillon.source, ctx.acteur.compteId)
  const page = (
    <EssaisPage
      site={c.var.site}
      brouillon={brouillon}
      remarques={remarques}
      vus={vus.ok ? vus.value : undefined}
      panne={vus.ok ? panne : `${PHRASE_TRAVAIL[vus.error]}.`}
      fait={refus || dossier ? undefined : faitDe(c, FAITS)}
      departs={departs(c, brut)}
      refus={refus}
      dossier={dossier}
    />
  )
  return c.html(page, refus ? 409 : dossier ? 422 : 200)
}

/** Once one is added: where the next may begin, from the one that it began from first. Whether they could be played or not. */
function departs(c: Ctx, brut: unknown) {
  const essais = valeurA(brut, ['essais'])
  const ajoutes = c.req.query('fait') === 'ajoute' ? [c.req.query('comme'), c.req.query('essai')] : []
  return ajoutes.flatMap(code =>
    (Array.isArray(essais) ? essais : []).flatMap(e => (code && e?.code === code ? [{ code, titre: String(e.titre) }] : [])),
  )
}
