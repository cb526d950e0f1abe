import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { dateCivile, parseDate } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { teteDe } from '../cadre/index.ts'
import type { Appel } from '../cahier/index.ts'
import { texteDe } from '../contenu/index.ts'
import { cloturePour } from '../delais/index.ts'
import { rendrePdf } from '../documents/index.ts'
import { type Dossier, trouverDossier } from '../dossiers/index.ts'
import { lireRegles } from '../examen/index.ts'
import { dispositionContenu, entetesFichier, typeMime } from '../fichiers/index.ts'
import { etapeDesPieces } from '../pieces/index.ts'
import { convoquerAuPlusTard, delaiDeConvocation } from './convocation.rules.ts'
import { feuilleRedigee, montantsRediges, type Reponses, valeursRedigees } from './deliberation.ts'
import { lireModele } from './modele.rules.ts'
import { lettreUsuelle, modeleDeLAppel, modeleUsuel, presidentDe } from './modeles.ts'
import { odt } from './odt.ts'
import { RedactionPage, type Seance } from './redaction.view.tsx'

/** The délibération of a dossier, for whoever may read it as one of its structures: a page, and the text to take away. Nothing is written. */
export const redactionRoutes = () =>
  router()
    .get(paths.dossiers.redaction, exigeCompte, montrer)
    .get(paths.dossiers.redactionOdt, exigeCompte, telecharger)
    .get(paths.dossiers.redactionPdf, exigeCompte, imprimer)

const REPONSES = ['date', 'lieu', 'membres', 'numero', 'signataire'] as const
/** What a field may hold: an address is no place for more. */
const LONGUEUR = 120

const documentsRediges = (appel: Appel) => appel.documents.filter(x => x.genere === 'modele_deliberation')

async function lire(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const d = await enTransaction(ctx, tx => trouverDossier(tx, ctx, param(c, 'id')))
  if (!d || documentsRediges(d.version.appel).length === 0) return undefined
  const reponses: Reponses = Object.fromEntries(REPONSES.map(nom => [nom, (c.req.query(nom) ?? '').trim().slice(0, LONGUEUR)]))
  const texte = c.req.query('texte') === 'lettre' ? ('lettre' as const) : ('deliberation' as const)
  return { d, reponses, texte, date: reponses.date ? parseDate(reponses.date) : undefined, ...ecrire(d, reponses, ctx.instant, texte) }
}

type Texte = 'deliberation' | 'lettre'
const NOMS: Record<Texte, string> = { deliberation: 'Délibération', lettre: 'Lettre' }

/** The text, with what the dossier knows. What is missing is left blank, never guessed. */
function ecrire(d: Dossier, r: Reponses, instant: Date, texte: Texte) {
  const { appel } = d.version
  const { type } = d.structure
  const { contenu, visibilite } = lireRegles(d, instant)
  const projet = texteDe(contenu, 'titre') ?? ''
  const montants = montantsRediges(appel, contenu)
  // none is not said; one whose amount is missing is left blank
  const autres = montants.autres !== 0
  const valeurs = valeursRedigees(
    {
      ...{ structure: d.structure, numero: d.numero, appel: appel.titre, projet },
      resume: texteDe(contenu, 'resume') ?? '',
      montants,
    },
    r,
    instant,
  )
  const exigee = documentsRediges(appel).some(x => visibilite.piecesObligatoires.has(x.code))
  const sien = modeleDeLAppel(appel, type)
  const modele = texte === 'lettre' ? lettreUsuelle(type, sien ? 'appel' : 'usuelle', autres) : (sien ?? modeleUsuel(type, autres))
  return { titre: projet, exigee, paragraphes: lireModele(modele, valeurs) }
}

async function montrer(c: Ctx<'id'>) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const { d, reponses, date, paragraphes, exigee } = lu
  const illisible = reponses.date !== '' && date === undefined
  return c.html(
    <RedactionPage
      site={c.var.site}
      tete={teteDe(c, d)}
      reponses={reponses}
      president={presidentDe(d.structure.type)}
      paragraphes={paragraphes}
      seance={date ? { ...seanceDe(d, date, c.var.ctx.instant), exigee } : undefined}
      erreur={illisible ? `«\u00a0${reponses.date}\u00a0» n’est pas une date. Écrivez-la comme 16/09/2021` : undefined}
      fichiers={fichiersDe(d, reponses, 'deliberation')}
      lettre={exigee ? undefined : fichiersDe(d, reponses, 'lettre')}
      retour={paths.dossiers.etape(d.id, etapeDesPieces(d.version.appel, texteDe(d.contenu, 'volet') ?? null))}
    />,
    illisible ? 422 : 200,
  )
}

const fichiersDe = (d: Dossier, reponses: Reponses, texte: Texte) => {
  const suite = new URLSearchParams({ ...(reponses as Record<string, string>), ...(texte === 'lettre' ? { texte } : {}) })
  return { odt: `${paths.dossiers.redactionOdt(d.id)}?${suite}`, pdf: `${paths.dossiers.redactionPdf(d.id)}?${suite}` }
}

/** What the date of the meeting asks: when to call it, and whether it comes after the closing. */
function seanceDe(d: Dossier, date: string, instant: Date): Omit<Seance, 'exigee'> {
  const delai = delaiDeConvocation(d.structure)
  const cloture = cloturePour(d, instant)
  const jour = cloture && dateCivile(cloture)
  return {
    date,
    passee: date <= dateCivile(instant),
    ...(delai ? { convocation: { ...delai, auPlusTard: convoquerAuPlusTard(date, delai.jours) } } : {}),
    ...(jour ? { cloture: jour, apres: date > jour ? Math.round((Date.parse(date) - Date.parse(jour)) / 86_400_000) : 0 } : {}),
  }
}

async function telecharger(c: Ctx<'id'>) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const octets = await odt(`${NOMS[lu.texte]}, ${lu.titre}`, lu.paragraphes, c.var.ctx.instant)
  const nom = `${lu.texte}-${lu.d.numero.toLowerCase()}.odt`
  return c.body(new Uint8Array(octets), 200, entetesFichier('application/vnd.oasis.opendocument.text', nom, octets.length))
}

/** The same to print and sign. */
async function imprimer(c: Ctx<'id'>) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const { nom } = lu.d.structure
  const titre = `${NOMS[lu.texte]}, ${lu.titre || nom}`
  const feuille = feuilleRedigee(c.var.deps.config, { nom, titre, numero: lu.d.numero, paragraphes: lu.paragraphes })
  const octets = await rendrePdf('deliberation', { ...feuille, etabliLe: c.var.ctx.instant }, { norme: 'UA-1' })
  return c.body(new Uint8Array(octets), 200, {
    'content-type': typeMime('pdf'),
    'content-disposition': dispositionContenu(`${lu.texte}-${lu.d.numero.toLowerCase()}.pdf`, { inline: true }),
  })
}
