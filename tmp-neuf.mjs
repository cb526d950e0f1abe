import { allerAuMoment, entrer, poster } from './scripts/demonstration.ts'
const url='http://localhost:4700'
await allerAuMoment(url,{ instant: '2021-09-13T10:00:00+02:00' })
const {cookie}=await entrer(url,'porteur-commune')
const r=await poster(url,'/appels/itn7-axe3-corse-2021/dossiers',{autre:'oui'},cookie)
console.log(r.status,r.headers.get('location'))
