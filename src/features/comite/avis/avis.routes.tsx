import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { formatHeure } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { direVotes, MOTS_AVIS } from '../../instances/index.ts'
import type { RefusComite } from '../acte.ts'
import { repondreRefus } from '../reponses.tsx'
import { pageAvis } from './avis.page.tsx'
import { type RefusRendu, rendreAvis } from './rendre-avis.ts'

/** Where a decision is written in a séance of the comité, a body writes its opinion. */
export async function rendre(c: Ctx<'id' | 'dossier'>) {
  const corps = await c.req.parseBody()
  const lu = (nom: string) => texteSaisi(corps[nom])
  const saisie = {
    ...{ sens: lu('sens'), pour: lu('pour'), contre: lu('contre'), abstention: lu('abstention') },
    ...{ sans_vote: lu('sans_vote'), raison: lu('raison') },
  }
  const [seanceId, dossierId] = [param(c, 'id'), param(c, 'dossier')]
  const r = await rendreAvis(ctxActeur(c), { seanceId, dossierId, saisie, vue: lu('vue') })
  if (r.ok) return c.redirect(paths.comite.salle(seanceId), 303)
  const refus = r.error
  if (refus.motif === 'saisie') return pageAvis(c, { saisie, errors: refus.errors, statut: 422 })
  // no form is left to hold what was typed: the page gives it back to read
  if (refus.motif === 'etat' && refus.etat === 'close')
    return pageAvis(c, {
      avis: 'La séance a été close pendant votre saisie\u00a0: rien n’est enregistré.',
      perdu: saisie.raison,
      statut: 409,
    })
  const avis = phraseRefusAvis(refus)
  const perdu = refus.motif === 'autre' ? {} : { perdu: saisie.raison }
  return avis ? pageAvis(c, { saisie, avis, ...perdu, statut: 409 }) : repondreRefus(c, refus as RefusComite)
}

/** Why the body cannot say this; `undefined` when the act is not open to the person. */
function phraseRefusAvis(r: Exclude<RefusRendu, { motif: 'saisie' }>): string | undefined {
  switch (r.motif) {
    case 'autre':
      return r.rendu
        ? `Un autre avis a été enregistré à ${formatHeure(r.rendu.le)}\u00a0: ${[MOTS_AVIS[r.rendu.sens].toLowerCase(), direVotes(r.rendu)].filter(Boolean).join(', ')}. Relisez, puis enregistrez le vôtre s’il doit le remplacer.`
        : 'L’avis que vous modifiez n’est plus là. Relisez, puis enregistrez à nouveau.'
    case 'decide':
      return 'Ce dossier est déjà décidé\u00a0: un avis se rend avant la décision.'
    case 'quorum':
      return `Le quorum n’est pas atteint pour ce dossier\u00a0: ${r.comptes}\u00a0votant${r.comptes > 1 ? 's' : ''} présent${r.comptes > 1 ? 's' : ''}, il en faut ${r.quorum}.`
    default:
      return undefined
  }
}
